import { dependenciesOf, whereItRuns } from './_repairs.ts';
import type { FailureKind } from './kind.ts';

/** Central authentication answers, and lets nobody in. Since it answers, no device falls back to its local accounts. */
export const aaaRejecting: FailureKind = {
  id: 'aaa-rejecting',
  title: 'central authentication answers and refuses everybody',
  scope: 'dependency',
  scopes: (topology) => dependenciesOf(topology, 'aaa'),
  takes: (_topology, scope) => [`accepts:${scope}`],
  repair: whereItRuns,
};
