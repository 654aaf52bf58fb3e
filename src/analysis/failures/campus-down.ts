import type { FailureKind } from './kind.ts';
import { siteDown } from './site-down.ts';

/** A campus is gone with every site on it: a site on one campus is not alone (INC-OVH). */
export const campusDown: FailureKind = {
  id: 'campus-down',
  title: 'every site of a campus is gone',
  scope: 'campus',
  scopes: ({ network }) =>
    [...new Set(network.sites.map((site) => site.campus))].filter((campus) => campus !== undefined),
  takes: (topology, scope) =>
    topology.network.sites
      .filter((site) => site.campus === scope)
      .flatMap((site) => siteDown.takes(topology, site.id)),
  repair: (_topology, scope) => ({
    remote: [],
    otherwise: 'third-party',
    who: `whoever runs campus ${scope}`,
  }),
};
