import { each, largestSite } from './_choose.ts';
import type { Replay } from './replay.ts';

export const ovh: Replay = {
  id: 'ovh',
  incident: 'INC-OVH',
  title: 'OVH at Strasbourg, 10 March 2021',
  story:
    'A fire in one building. The whole campus of four was isolated, one building destroyed. Nobody was let in for days.',
  broken: 'the campus of the largest site is gone, or the site, if it has no campus',
  failures: ({ network }) => {
    const site = largestSite(network);
    if (site?.campus !== undefined) return each('campus-down', [site.campus]);
    return site ? each('site-down', [site.id]) : [];
  },
  savedBy: ['R17', 'R48'],
};
