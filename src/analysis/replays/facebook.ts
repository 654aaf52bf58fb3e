import { each, ids, uplinksFor } from './_choose.ts';
import type { Replay } from './replay.ts';

export const facebook: Replay = {
  id: 'facebook',
  incident: 'INC-FB',
  title: 'Facebook, 4 October 2021, 6 hours',
  story:
    'A command that was to measure the backbone cut all of it. The name servers, which saw no datacentre, withdrew their own routes. The tools to repair it had names, the badge readers had the network, and staff drove there and could not get in.',
  broken: 'every production uplink is cut, and every name service is down',
  failures: ({ network }) => [
    ...each('link-cut', ids(uplinksFor(network, 'production'))),
    ...each('dns-down', ids(network.dependencies.filter((one) => one.kind === 'dns'))),
  ],
  savedBy: ['R12', 'R17', 'R19', 'R40', 'R48', 'R60', 'R64'],
};
