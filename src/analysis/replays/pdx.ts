import { each, ids, largestSite } from './_choose.ts';
import type { Replay } from './replay.ts';

export const pdx: Replay = {
  id: 'pdx',
  incident: 'INC-PDX',
  title: 'Cloudflare at PDX, 2 November 2023, 41 hours',
  story:
    'The utility did maintenance, the generators failed, the batteries ran out. Access control to the building was not on batteries. Services that were thought to be redundant needed that one site.',
  broken: 'every feed of the largest site is down',
  failures: ({ network }) => {
    const site = largestSite(network);
    return each('feed-down', ids(network.feeds.filter((feed) => feed.site === site?.id)));
  },
  savedBy: ['R17', 'R32', 'R49', 'R64'],
};
