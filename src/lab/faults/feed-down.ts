import type { Fault } from './fault.ts';

/** The feed is switched off; what has no other supply loses power. */
export const feedDown: Fault = {
  id: 'feed-down',
  scopes: (network) => network.feeds.map((feed) => feed.id),
  cause: async (hardware, scope) => {
    await hardware.request('feed', { feed: scope, on: false });
  },
  mend: async (hardware, scope) => {
    await hardware.request('feed', { feed: scope, on: true });
  },
};
