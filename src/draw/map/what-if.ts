import type { WhatIf } from '#analysis/whatif.ts';
import { foldHostlist } from '#base/hostlist.ts';
import { type Recovery, VERBS, type Verb } from '#model/failure.ts';
import { recoveryWords } from '../recovery-words.ts';
import type { MapWhatIf } from './model.ts';

const lostBy = (result: WhatIf, verb: Verb): string[] =>
  result.devices.filter(({ states }) => states[verb] === 'lost').map(({ device }) => device);

/** A line for each verb, and one for those that nobody gets to. */
const eachBy = ({ each = [] }: Recovery): string[] =>
  [...VERBS, undefined].flatMap((verb) => {
    const devices = each.filter((one) => one.verb === verb).map(({ device }) => device);
    return devices.length === 0
      ? []
      : [`${verb ?? 'nobody gets to'}: ${foldHostlist(devices).replaceAll(',', ', ')}`];
  });

/** What the failures do, as it is written below a picture. */
export const whatIfOf = (result: WhatIf): MapWhatIf => ({
  counts: result.counts,
  lost: { ssh: lostBy(result, 'ssh'), console: lostBy(result, 'console'), power: lostBy(result, 'power') },
  failures: [...result.recovery].map(([id, recovery]) => ({
    id,
    recovery: recoveryWords(recovery),
    steps: recovery.how === 'remote' ? recovery.path.map((step) => step.text) : [],
    each: eachBy(recovery),
  })),
});
