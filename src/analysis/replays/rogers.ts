import { each, largestProvider } from './_choose.ts';
import type { Replay } from './replay.ts';

export const rogers: Replay = {
  id: 'rogers',
  incident: 'INC-ROGERS',
  title: 'Rogers, 8 July 2022, 26 hours',
  story:
    'A filter was removed, routes flooded the core, and the core crashed. The management network rode on that core, and so did the phones of those who should have repaired it.',
  broken: 'the provider that most production rides on is down, and with it what rides on it',
  failures: ({ network }) => {
    const provider = largestProvider(network);
    return provider ? each('provider-down', [provider.id]) : [];
  },
  savedBy: ['R07', 'R12', 'R60', 'R63'],
};
