import { each, ids, largestSite, uplinksFor } from './_choose.ts';
import type { Replay } from './replay.ts';

export const cloudflare2020: Replay = {
  id: 'cloudflare-2020',
  incident: 'INC-CF20',
  title: 'Cloudflare, 17 July 2020',
  story: 'A typo in a backbone configuration drew the traffic of all sites to one.',
  broken: 'the production uplinks of the largest site are full',
  failures: ({ network }) =>
    each('link-saturated', ids(uplinksFor(network, 'production', largestSite(network)?.id))),
  savedBy: ['R09', 'R11'],
};
