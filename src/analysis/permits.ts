import { siteNetwork6 } from '#addressing/ipv6.ts';
import { ownAddresses } from '#addressing/own.ts';
import { siteNetwork } from '#addressing/plan.ts';
import { operatorRange, stationRange } from '#addressing/pools.ts';
import { perObject } from '#base/memo.ts';
import { hasRole } from '#model/device.ts';
import { insideServices } from '#model/inside-service.ts';
import { askedAtLogin, clientsOf, RADIUS_PORT, serversFor } from '#model/login-service.ts';
import type { Address, Device, Network } from '#model/network.ts';

/** Who may start what inside the management network: the one table that packet filters and `plan --permits` are made from (T42). */

/** A set of addresses of a site and of those that a wire joins to it. */
export type ZoneName = 'operators' | 'stations' | 'gateways' | 'jumphosts' | 'management' | 'entered';

export interface Zone {
  readonly name: ZoneName;
  readonly comment: string;
  /** Addresses, prefixes and ranges `first-last`. */
  readonly elements: readonly string[];
  /** Their IPv6 addresses and networks; empty where there is no IPv6, and for what lies behind doors, which are IPv4. */
  readonly elements6: readonly string[];
}

/** What is permitted to start; answers follow from it. */
export interface Service {
  readonly protocol: 'tcp' | 'udp' | 'icmp';
  /** Absent for icmp, which is echo (ping) only. */
  readonly port?: number;
}

export const SSH: Service = { protocol: 'tcp', port: 22 };
const SNMP: Service = { protocol: 'udp', port: 161 };
/** RMCP+ (IPMI 2.0, section 13.1.2). */
const IPMI: Service = { protocol: 'udp', port: 623 };
export const PING: Service = { protocol: 'icmp' };

export interface Permit {
  readonly from: ZoneName;
  readonly to: ZoneName;
  readonly service: Service;
  /**
   * Whether the filter remembers the question. Not where question and answer may pass two gateways (hairpin on the inside): those permits
   * are written both ways.
   */
  readonly stateful: boolean;
  readonly why: string;
}

/** What all gateways pass on. Everything else is denied, but see `forwardedAt`. */
export const FORWARDED: readonly Permit[] = [
  { from: 'operators', to: 'gateways', service: SSH, stateful: true, why: 'operators to gateways' },
  { from: 'operators', to: 'jumphosts', service: SSH, stateful: true, why: 'operators to jumphosts (T34)' },
  {
    from: 'jumphosts',
    to: 'management',
    service: SSH,
    stateful: false,
    why: 'jumphosts to every management address (T33)',
  },
  {
    from: 'jumphosts',
    to: 'management',
    service: SNMP,
    stateful: false,
    why: 'jumphosts to PDUs: outlets (T49)',
  },
  {
    from: 'jumphosts',
    to: 'management',
    service: IPMI,
    stateful: false,
    why: 'jumphosts to BMCs: chassis and serial over LAN (T49)',
  },
  { from: 'stations', to: 'management', service: PING, stateful: false, why: 'stations: ping (T41)' },
  { from: 'stations', to: 'management', service: SNMP, stateful: false, why: 'stations: SNMP (T41)' },
];

/** Where the VPN is another way: operators to devices, as jumphosts come to them. */
const ENTERED: Permit = {
  from: 'operators',
  to: 'entered',
  service: SSH,
  stateful: false,
  why: 'operators to devices: the VPN is another way here (T40)',
};

/** What the gateways of a site pass on: of sites where the VPN is another way, its own or those that a wire joins, that too. */
export const forwardedAt = (network: Network, site: string): readonly Permit[] =>
  zonesOf(network, site).some(({ name }) => name === 'entered') ? [...FORWARDED, ENTERED] : FORWARDED;

/** What a gateway itself answers inside: SSH for those who may reach gateways or every management address. Nothing else, T42. */
export const AT_GATEWAY: readonly Permit[] = FORWARDED.filter(
  ({ to, service }) => service === SSH && (to === 'gateways' || to === 'management'),
);

/** BOOTP server and client (RFC 2131 section 4.1), and names (RFC 1035 section 4.2.1). */
export const DHCP_SERVER = 67;
export const DHCP_CLIENT = 68;
const DNS: Service = { protocol: 'udp', port: 53 };
const RADIUS: Service = { protocol: 'udp', port: RADIUS_PORT };

/** A device that has no address yet asks from this one. */
export const UNADDRESSED = '0.0.0.0';

/** What a gateway answers on its inside leg because the inventory puts a service there. */
export const servedInside = (
  network: Network,
  device: Device,
): (Permit & { readonly leases: boolean; readonly dual: boolean })[] => {
  const { dns, dhcp } = insideServices(network, device);
  // Who asks for logins or a lease does so by IPv4.
  const base = { from: 'management', to: 'gateways', stateful: true, dual: false } as const;
  const logins = clientsOf(network, device.id).some(({ id }) => id !== device.id);
  return [
    ...(logins
      ? [{ ...base, service: RADIUS, why: 'logins of management devices: RADIUS (RFC 2865)', leases: false }]
      : []),
    ...(dns
      ? [{ ...base, service: DNS, why: 'names of the management network', leases: false, dual: true }]
      : []),
    ...(dhcp
      ? [
          {
            ...base,
            service: { protocol: 'udp', port: DHCP_SERVER } as const,
            why: 'reserved leases',
            leases: true,
          },
        ]
      : []),
  ];
};

/** What a jumphost itself answers (T37). */
export const AT_JUMPHOST: readonly Permit[] = [
  { from: 'operators', to: 'jumphosts', service: SSH, stateful: true, why: 'operators in the VPN (T34)' },
  {
    from: 'gateways',
    to: 'jumphosts',
    service: SSH,
    stateful: true,
    why: 'from a gateway, when the VPN is the trouble',
  },
  { from: 'jumphosts', to: 'jumphosts', service: SSH, stateful: true, why: 'from another jumphost' },
];

/** What a box of ours may start itself, inside. */
export interface Egress {
  readonly to: ZoneName;
  /** Absent: everything. */
  readonly service?: Service;
  readonly why: string;
}

/** A gateway starts nothing inside but what helps when the VPN is the trouble. */
export const FROM_GATEWAY: readonly Egress[] = [
  { to: 'jumphosts', service: SSH, why: 'to a jumphost, when the VPN is the trouble' },
];

/** What a box's own logins ask inside: servers other than itself. */
export const askedInside = (network: Network, device: string): AskedInside | undefined => {
  const service = askedAtLogin(network, device);
  if (!service) return undefined;
  const own = ownAddresses(network);
  const servers = serversFor(network, service, device).filter(({ id }) => id !== device);
  const addresses = servers.flatMap(({ id }) => own.get(id)?.ip ?? []);
  return addresses.length === 0
    ? undefined
    : {
        service: RADIUS,
        name: service.id,
        addresses,
        why: `its logins ask ${service.id}: RADIUS (RFC 2865)`,
      };
};

export interface AskedInside {
  readonly service: Service;
  /** Of the service in the inventory. */
  readonly name: string;
  readonly addresses: readonly string[];
  readonly why: string;
}

/** A jumphost reaches every management address: ssh, but also consoles and power, whose ports differ by vendor. */
export const FROM_JUMPHOST: readonly Egress[] = [
  { to: 'management', why: 'jumphosts to every management address (T33)' },
];

/** Sites that a wire joins to this one, in the order written; who is further away is not reached. */
export const joinedSites = ({ sites, devices, interlinks }: Network, site: string): string[] => {
  const siteOf = new Map(devices.filter((d) => d.role === 'gateway').map((d) => [d.id, d.site]));
  const ends = interlinks.map(({ a, b }) => [siteOf.get(a), siteOf.get(b)]);
  const joined = new Set(ends.filter((pair) => pair.includes(site)).flat());
  return sites.map((s) => s.id).filter((id) => id !== site && joined.has(id));
};

const prefixesOf = (network: Network, sites: ReadonlySet<string>): string[] =>
  network.sites
    .filter((s) => sites.has(s.id) && s.mainRack !== undefined)
    .map((s) => siteNetwork(network.prefix, s.number));

export const BROADCAST = '255.255.255.255';

/** The flat network of a site. */
export const prefixesHere = (network: Network, site: string): string[] =>
  prefixesOf(network, new Set([site]));

/** Their networks of IPv6, where there are any. */
export const prefixes6Of = (network: Network, sites: ReadonlySet<string>): string[] =>
  network.sites
    .filter((s) => sites.has(s.id) && s.mainRack !== undefined)
    .flatMap((s) => siteNetwork6(network, s.number) ?? []);

/** The flat network of a site, in both versions as far as there are. */
export const flatNetworks = (network: Network, site: string): string[] => [
  ...prefixesOf(network, new Set([site])),
  ...prefixes6Of(network, new Set([site])),
];

/** What lies at a site: its flat network, and the pools of its doors. */
export const networksOf = (network: Network, site: string): string[] => [
  ...flatNetworks(network, site),
  ...network.doors.filter((door) => door.site === site).map((door) => door.pool),
];

const addressesOf = (
  devices: readonly Device[],
  own: ReadonlyMap<string, Address>,
  sites: ReadonlySet<string>,
  role: Device['role'],
): Pick<Zone, 'elements' | 'elements6'> => {
  const found = devices
    .filter((device) => hasRole(device, role) && sites.has(device.site ?? ''))
    .flatMap((device) => own.get(device.id) ?? []);
  return { elements: found.map(({ ip }) => ip), elements6: found.flatMap(({ ip6 }) => ip6 ?? []) };
};

const reckonZones = (network: Network, site: string): Zone[] => {
  const order = [site, ...joinedSites(network, site)];
  const sites = new Set(order);
  const own = ownAddresses(network);
  const doors = order.flatMap((id) => network.doors.filter((door) => door.site === id));
  const prefixes = order.flatMap((id) => prefixesOf(network, new Set([id])));
  const entered = prefixesOf(
    network,
    new Set(network.sites.filter(({ id, entry }) => entry === 'vpn' && sites.has(id)).map(({ id }) => id)),
  );
  const of = (role: Device['role']) => addressesOf(network.devices, own, sites, role);
  return [
    {
      name: 'operators',
      comment: 'operators in the VPN pools (T19)',
      elements: doors.map(operatorRange),
      elements6: [],
    },
    {
      name: 'stations',
      comment: 'monitoring stations in the VPN pools (T41)',
      elements: doors.map(stationRange),
      elements6: [],
    },
    { name: 'gateways', comment: 'gateways inside', ...of('gateway') },
    { name: 'jumphosts', comment: 'jumphosts (T33)', ...of('jumphost') },
    {
      name: 'management',
      comment: 'management networks of the sites (T18)',
      elements: prefixes,
      elements6: order.flatMap((id) => prefixes6Of(network, new Set([id]))),
    },
    ...(entered.length > 0
      ? [
          {
            name: 'entered' as const,
            comment: 'sites where the VPN is another way (T40)',
            elements: entered,
            // Nobody has an IPv6 address in a VPN pool.
            elements6: [],
          },
        ]
      : []),
  ];
};

const zonesBySite = perObject((_network: Network) => new Map<string, Zone[]>());

/** The zones as a site sees them: its own part first, then those of the sites that a wire joins to it. */
export const zonesOf = (network: Network, site: string): Zone[] => {
  const known = zonesBySite(network);
  const before = known.get(site);
  if (before) return before;
  const zones = reckonZones(network, site);
  known.set(site, zones);
  return zones;
};
