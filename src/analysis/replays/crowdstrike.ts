import { each, ids, withRole } from './_choose.ts';
import type { Replay } from './replay.ts';

export const crowdstrike: Replay = {
  id: 'crowdstrike',
  incident: 'INC-CROWD',
  title: 'CrowdStrike, 19 July 2024',
  story:
    'An update of one agent put 8.5 million hosts into a boot loop. Each was mended by hand, at its console, often with a disk key that was stored on another such host.',
  broken: 'every server hangs',
  failures: ({ network }) => each('device-hung', ids(withRole(network, 'server'))),
  savedBy: ['R03', 'R33', 'R36', 'R48'],
};
