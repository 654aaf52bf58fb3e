import { dependenciesOf, whereItRuns } from './_repairs.ts';
import type { FailureKind } from './kind.ts';

/** Central authentication is gone. Local accounts stand in where there are some (R59). */
export const aaaDown: FailureKind = {
  id: 'aaa-down',
  title: 'central authentication does not answer',
  scope: 'dependency',
  scopes: (topology) => dependenciesOf(topology, 'aaa'),
  takes: (_topology, scope) => [`dependency:${scope}`],
  repair: whereItRuns,
};
