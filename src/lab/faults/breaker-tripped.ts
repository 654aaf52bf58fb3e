import { trippedBy } from '../hardware/breakers.ts';
import { WHOLE } from '../hardware/power.ts';
import type { Fault } from './fault.ts';

/** The feed is switched off while breakers count: the load moves to the others, and whatever carries too much trips. */
export const breakerTripped: Fault = {
  id: 'breaker-tripped',
  scopes: (network, plan) =>
    network.feeds.map((feed) => feed.id).filter((feed) => trippedBy(plan, WHOLE, feed).length > 0),
  cause: async (lab, scope) => {
    await lab.failFeed(scope);
  },
  mend: async (lab, scope) => {
    await lab.resetFeed(scope);
  },
};
