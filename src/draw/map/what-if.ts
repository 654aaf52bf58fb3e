import type { WhatIf } from '#analysis/whatif.ts';
import { recoveryWords } from '../recovery-words.ts';
import type { MapWhatIf } from './model.ts';

/** What the failures do, as it is written below a picture. */
export const whatIfOf = (result: WhatIf): MapWhatIf => ({
  counts: result.counts,
  failures: [...result.recovery].map(([id, recovery]) => ({
    id,
    recovery: recoveryWords(recovery),
    steps: recovery.how === 'remote' ? recovery.path.map((step) => step.text) : [],
  })),
});
