import type { FailureKind } from './kind.ts';

/** A power feed of a site is dead. */
export const feedDown: FailureKind = {
  id: 'feed-down',
  title: 'a power feed is dead',
  scope: 'feed',
  scopes: (topology) => topology.network.feeds.map((feed) => feed.id),
  takes: (_topology, scope) => [`feed:${scope}`],
  repair: (_topology, scope) => ({
    remote: [],
    otherwise: 'third-party',
    who: `the power supply of ${scope}`,
  }),
};
