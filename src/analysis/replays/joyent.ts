import { each, ids, largestSite, withRole } from './_choose.ts';
import type { Replay } from './replay.ts';

export const joyent: Replay = {
  id: 'joyent',
  incident: 'INC-JOY14',
  title: 'Joyent, 27 May 2014',
  story: 'A tool without a limit restarted every server of a datacentre at once. Some did not come back.',
  broken: 'every server of the largest site hangs at its start',
  failures: ({ network }) => each('device-hung', ids(withRole(network, 'server', largestSite(network)?.id))),
  savedBy: ['R03', 'R36'],
};
