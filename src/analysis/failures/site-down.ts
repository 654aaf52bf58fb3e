import { membersOf } from './_members.ts';
import type { FailureKind } from './kind.ts';

/** A site is gone: power, fire, flood (T07; INC-PDX, INC-OVH). */
export const siteDown: FailureKind = {
  id: 'site-down',
  title: 'everything in a site is gone',
  scope: 'site',
  scopes: ({ network }) => network.sites.map((site) => site.id),
  takes: (topology, scope) => [
    ...topology.network.feeds.filter((feed) => feed.site === scope).map((feed) => `feed:${feed.id}` as const),
    ...membersOf(topology, 'site', scope).map((device) => `running:${device.id}` as const),
  ],
  repair: (_topology, scope) => ({ remote: [], otherwise: 'third-party', who: `whoever runs site ${scope}` }),
};
