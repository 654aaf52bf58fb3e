import type { Dependency } from '#model/dependency.ts';
import { hasRole } from '#model/device.ts';
import type { Site } from '#model/network.ts';
import { PRODUCTION_ROLES } from '#model/role.ts';
import { rootFinder } from './_providers.ts';
import { someOf } from './_text.ts';
import type { RuleContext } from './rule.ts';

/** Sites that need the service. */
export const sitesNeeding = ({ network }: RuleContext, { sites }: Dependency): Site[] =>
  network.sites.filter((site) => sites.length === 0 || sites.includes(site.id));

/** Providers whose networks a site's production needs, by their owners. */
const productionRoots = ({ network }: RuleContext, site: Site): Set<string> => {
  const root = rootFinder(network);
  const uplinks = network.uplinks.filter((one) => one.site === site.id && one.purpose === 'production');
  return new Set(uplinks.map(({ provider }) => root(provider)));
};

/** It runs on nothing but production's gear of that very site. */
const isOnProductionOf = ({ topology }: RuleContext, { on }: Dependency, site: Site): boolean =>
  on.length > 0 &&
  on.every((id) => {
    const device = topology.device(id);
    return (
      device.site === site.id &&
      hasRole(device, ...PRODUCTION_ROLES) &&
      !hasRole(device, 'gateway', 'jumphost')
    );
  });

/** What a site that needs the service has to have running for it, though that is what must be repaired; undefined: nothing. */
export const behindProduction = (
  context: RuleContext,
  service: Dependency,
  site: Site,
): string | undefined => {
  if (isOnProductionOf(context, service, site)) return `runs on ${someOf(service.on)}`;
  const { provider } = service;
  if (service.on.length > 0 || provider === undefined) return undefined;
  const root = rootFinder(context.network)(provider);
  return productionRoots(context, site).has(root) ? `is at "${provider}"` : undefined;
};
