import type { Dependency } from '#model/dependency.ts';
import type { Site } from '#model/network.ts';
import { behindProduction, sitesNeeding } from './_circular.ts';
import type { Remark, Rule, RuleContext } from './rule.ts';

const doors = ({ network }: RuleContext): Dependency[] =>
  network.dependencies.filter(({ kind }) => kind === 'badge' || kind === 'remote-hands');

const fault = (context: RuleContext, service: Dependency, site: Site): string | undefined => {
  const behind = behindProduction(context, service, site);
  if (behind !== undefined) return behind;
  const feed = context.network.feeds.find(({ id }) => id === service.feed);
  return feed?.site === site.id ? `rests on feed "${feed.id}" alone` : undefined;
};

const check = (context: RuleContext): Remark[] =>
  doors(context)
    .filter(({ fallback }) => fallback === 'none')
    .flatMap((service) =>
      sitesNeeding(context, service).flatMap((site) => {
        const what = fault(context, service, site);
        if (what === undefined) return [];
        return [
          {
            on: service.id,
            place: service.place,
            text: `"${service.id}" lets people into "${site.id}" and ${what}, expected a "fallback" such as a key`,
          },
        ];
      }),
    );

/** Where hands are needed, they must get in: the badge system of a dead network keeps its doors shut (INC-FB). */
export const siteAccess: Rule = {
  id: 'R64',
  name: 'site-access',
  title: 'doors and remote hands work without the network or the feed that failed',
  severity: 'warning',
  from: 'a',
  sources: ['T02', 'INC-FB', 'INC-PDX'],
  profiles: ['talk'],
  check,
  unjudged: (context) =>
    doors(context).length === 0 ? ['no service of kind "badge" or "remote-hands" is written'] : [],
};
