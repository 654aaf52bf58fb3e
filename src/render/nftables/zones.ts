import type { Device } from '#model/network.ts';
import { linkedSites, sitePrefix } from '../_routes.ts';
import { operatorRange, stationRange } from '../_vpn.ts';
import type { RenderContext } from '../context.ts';
import type { NftSet } from './ruleset.ts';

/** The site and those that a wire joins to it: whoever else there may be is not reached. */
const reachableSites = (context: RenderContext, site: string): string[] => [
  site,
  ...linkedSites(context, site),
];

const ownAddresses = (context: RenderContext, sites: ReadonlySet<string>, role: Device['role']): string[] =>
  context.network.devices
    .filter((device) => device.role === role && sites.has(device.site ?? ''))
    .map((device) => context.ownAddress(device.id)?.ip)
    .filter((ip) => ip !== undefined);

/** Zones of the onion as address sets (T42), for one site: who may start what is written in terms of these. */
export const zoneSets = (context: RenderContext, site: string): NftSet[] => {
  const sites = reachableSites(context, site);
  const among = new Set(sites);
  const doors = sites.flatMap((id) => context.doorsAt(id));
  const prefixes = sites.map((id) => sitePrefix(context, id)).filter((prefix) => prefix !== undefined);
  return [
    { name: 'operators', comment: 'operators in the VPN pools (T19)', elements: doors.map(operatorRange) },
    {
      name: 'stations',
      comment: 'monitoring stations in the VPN pools (T41)',
      elements: doors.map(stationRange),
    },
    { name: 'gateways', comment: 'gateways inside', elements: ownAddresses(context, among, 'gateway') },
    { name: 'jumphosts', comment: 'jumphosts (T33)', elements: ownAddresses(context, among, 'jumphost') },
    { name: 'management', comment: 'management networks of the sites (T18)', elements: prefixes },
  ];
};
