import { each, ids, uplinksFor } from './_choose.ts';
import type { Replay } from './replay.ts';

export const google2019: Replay = {
  id: 'google-2019',
  incident: 'INC-GOO19',
  title: 'Google, 2 June 2019, 4 hours',
  story:
    'Maintenance took down the control of the network in several places at once. What was left was congested, and the tools to repair it used the same links.',
  broken: 'every production uplink is full',
  failures: ({ network }) => each('link-saturated', ids(uplinksFor(network, 'production'))),
  savedBy: ['R06', 'R09', 'R60'],
};
