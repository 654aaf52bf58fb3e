import { each, ids, withRole } from './_choose.ts';
import type { Replay } from './replay.ts';

export const optus: Replay = {
  id: 'optus',
  incident: 'INC-OPTUS',
  title: 'Optus, 8 November 2023, 10 hours',
  story:
    'After an upgrade elsewhere more routes arrived than a limit allowed, and the routers isolated themselves. About 100 of them, at 14 sites, were switched off and on by hand.',
  broken: 'every router hangs',
  failures: ({ network }) => each('device-hung', ids(withRole(network, 'router'))),
  savedBy: ['R33', 'R34', 'R35'],
};
