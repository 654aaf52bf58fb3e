import { dependenciesOf, whereItRuns } from './_repairs.ts';
import type { FailureKind } from './kind.ts';

/** A name service is gone (T54, INC-FB). What works by literal address does not notice. */
export const dnsDown: FailureKind = {
  id: 'dns-down',
  title: 'a name service does not answer',
  scope: 'dependency',
  scopes: (topology) => dependenciesOf(topology, 'dns'),
  takes: (_topology, scope) => [`dependency:${scope}`],
  repair: whereItRuns,
};
