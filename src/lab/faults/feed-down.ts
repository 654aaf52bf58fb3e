import type { Fault } from './fault.ts';

/** The feed is switched off; what has no other supply loses power. */
export const feedDown: Fault = {
  id: 'feed-down',
  scopes: (network) => network.feeds.map((feed) => feed.id),
  cause: async (lab, scope) => {
    await lab.feed(scope, false);
  },
  mend: async (lab, scope) => {
    await lab.feed(scope, true);
  },
};
