import { ownAddresses } from '#addressing/own.ts';
import { operatorAddress, stationAddress } from '#addressing/pools.ts';
import type { NarrowPermit } from '#model/narrow-permit.ts';
import type { Network } from '#model/network.ts';
import { joinedSites, type Service } from './permits.ts';

/** A permit of the user's as one gateway sees it. */
export interface NarrowRow {
  readonly from: string;
  readonly sources: readonly string[];
  /** Of IPv6: a jumphost's. */
  readonly sources6: readonly string[];
  /** Whether who asks comes out of the VPN. */
  readonly inVpn: boolean;
  readonly to: string;
  readonly destinations: readonly string[];
  readonly destinations6: readonly string[];
  readonly services: readonly Service[];
  readonly why: string;
}

/** Addresses that ask: of people and stations one behind each door of the sites, of a jumphost its own. */
const sourcesOf = (network: Network, from: string, sites: ReadonlySet<string>): string[] => {
  const doors = network.doors.filter((door) => sites.has(door.site));
  const operator = network.operators.find((one) => one.id === from);
  const station = network.stations.find((one) => one.id === from);
  if (operator) return doors.map((door) => operatorAddress(door, operator));
  if (station) return doors.map((door) => stationAddress(door, station));
  const own = ownAddresses(network).get(from);
  return own?.site !== undefined && sites.has(own.site) ? [own.ip] : [];
};

/** People and stations come by doors, which are IPv4. */
const ownIpv6 = (network: Network, from: string, sites: ReadonlySet<string>): string[] => {
  const own = ownAddresses(network).get(from);
  return own?.ip6 !== undefined && sites.has(own.site ?? '') ? [own.ip6] : [];
};

const servicesOf = ({ protocol, ports }: NarrowPermit): Service[] =>
  protocol === 'icmp' ? [{ protocol }] : ports.map((port) => ({ protocol, port }));

/** The user's permits that the gateways of a site pass on: between its own addresses and those of sites that a wire joins. */
export const narrowPermitsAt = (network: Network, site: string): NarrowRow[] => {
  const sites = new Set([site, ...joinedSites(network, site)]);
  return network.permits.flatMap((permit) => {
    const asked = network.addresses.filter(
      (one) => one.network === 'management' && permit.to.includes(one.device) && sites.has(one.site ?? ''),
    );
    const destinations = asked.map((one) => one.ip);
    const sources = sourcesOf(network, permit.from, sites);
    if (sources.length === 0 || destinations.length === 0) return [];
    const inVpn = !network.devices.some((device) => device.id === permit.from);
    const to = permit.to.length === 1 ? permit.to[0]! : `${permit.to.length} devices`;
    const why = `permit of the inventory: ${permit.reason}`;
    const v6 = {
      sources6: ownIpv6(network, permit.from, sites),
      destinations6: asked.flatMap(({ ip6 }) => ip6 ?? []),
    };
    return [
      { from: permit.from, sources, inVpn, to, destinations, ...v6, services: servicesOf(permit), why },
    ];
  });
};
