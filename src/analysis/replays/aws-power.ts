import { each, ids, largestSite } from './_choose.ts';
import type { Replay } from './replay.ts';

export const awsPower: Replay = {
  id: 'aws-power',
  incident: 'INC-AWS11/16',
  title: 'AWS, power, 2011 and 2016',
  story:
    'The utility failed, and the generator that was tested every week did not take over; a breaker did not isolate the fault. Two causes, one moment.',
  broken: 'the first feed of the largest site is down, and every feed of its panel',
  failures: ({ network }) => {
    const site = largestSite(network);
    const feeds = network.feeds.filter((feed) => feed.site === site?.id);
    const [first] = feeds;
    return each(
      'feed-down',
      ids(feeds.filter((feed) => feed === first || (first?.panel && feed.panel === first.panel))),
    );
  },
  savedBy: ['R32'],
};
