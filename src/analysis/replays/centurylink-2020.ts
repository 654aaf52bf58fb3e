import { each, ids, largestProvider, withRole } from './_choose.ts';
import type { Replay } from './replay.ts';

export const centurylink2020: Replay = {
  id: 'centurylink-2020',
  incident: 'INC-CTL20',
  title: 'CenturyLink, 30 August 2020, 5 hours',
  story:
    'A rule against an attack stopped the routing protocol itself. Routers were up, unreachable, and went on announcing what they could not deliver.',
  broken: 'every router of production forwards nothing, and the largest provider is down',
  failures: ({ network }) => {
    const provider = largestProvider(network);
    return [
      ...each('misconfiguration', ids(withRole(network, 'router'))),
      ...each('provider-down', provider ? [provider.id] : []),
    ];
  },
  savedBy: ['R12', 'R13', 'R33'],
};
