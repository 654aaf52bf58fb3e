import { must } from '#base/result.ts';
import type { Door, Network, Operator, Station } from '#model/network.ts';
import { digits, knownPlan } from './plan.ts';

/** The first operator's digit is this and their number, the first station's likewise. */
const OPERATOR_BASE = 9;
const STATION_BASE = 199;
/** Operators end where stations begin; stations end at `.254`. */
export const MOST_OPERATORS = STATION_BASE - OPERATOR_BASE;
export const MOST_STATIONS = 254 - STATION_BASE;

/** The VPN pool of gateway `number` of a site: `10.101.1.0/24`. */
export const poolPrefix = (prefix: string, site: number, gateway: number): string => {
  const plan = knownPlan(prefix);
  return `${digits(plan, plan.pools + site, gateway, 0)}/24`;
};

/** The VPN pool of a gateway, by its id. */
export const poolOf = (network: Network, gateway: string): string => {
  const device = must(
    network.devices.find((d) => d.id === gateway),
    `gateway ${gateway}`,
  );
  const site = must(
    network.sites.find((s) => s.id === device.site),
    `site of ${gateway}`,
  );
  return poolPrefix(network.prefix, site.number, device.number);
};

/** Address `n` of a /24 such as `10.101.1.0/24`. */
const host = (pool: string, n: number): string => pool.replace(/\d+\/24$/, String(n));

/** The gateway's own end of its VPN. */
export const doorAddress = (door: Door): string => host(door.pool, 1);

/** An operator's address behind a door. */
export const operatorAddress = (door: Door, operator: Operator): string =>
  host(door.pool, OPERATOR_BASE + operator.number);

/** Addresses of a pool that operators have, and those that stations have, first and last: `10.101.1.10-10.101.1.199`. */
export const operatorRange = (door: Door): string =>
  `${host(door.pool, OPERATOR_BASE + 1)}-${host(door.pool, STATION_BASE)}`;
export const stationRange = (door: Door): string =>
  `${host(door.pool, STATION_BASE + 1)}-${host(door.pool, 254)}`;

/** A station's address behind a door. */
export const stationAddress = (door: Door, station: Station): string =>
  host(door.pool, STATION_BASE + station.number);

/** The network of a rendezvous' tunnels, `10.201.1.0/24`; rendezvous count in the order written. */
export const tunnelOf = (network: Network, rendezvous: string): string => {
  const all = network.devices.filter((d) => d.role === 'rendezvous');
  const n = all.findIndex((d) => d.id === rendezvous) + 1;
  if (n === 0) throw new Error(`missing rendezvous ${rendezvous}`);
  const plan = knownPlan(network.prefix);
  return `${digits(plan, plan.rendezvous, n, 0)}/24`;
};

/** The rendezvous' own end of its tunnels. */
export const rendezvousTunnelAddress = (network: Network, rendezvous: string): string =>
  host(tunnelOf(network, rendezvous), 1);

/** The gateway's end of its tunnel to its rendezvous: the port that is forwarded tells which. */
export const gatewayTunnelAddress = (network: Network, door: Door): string | undefined =>
  door.rendezvous === undefined
    ? undefined
    : host(tunnelOf(network, door.rendezvous), door.port - FIRST_DOOR_PORT + 2);

/** OpenVPN's registered port; the doors of a rendezvous count on from it. */
export const FIRST_DOOR_PORT = 1194;
/** Where a rendezvous takes the gateways' tunnels: clear of 1194 + n, one a gateway. */
export const RENDEZVOUS_PORT = 1500;
/** WireGuard has no registered port; this is the one that its own examples use. */
export const WIREGUARD_PORT = 51820;
const PORT_OF: Readonly<Record<Door['engine'], number>> = {
  openvpn: FIRST_DOOR_PORT,
  wireguard: WIREGUARD_PORT,
};
/** The port that a door of this engine has, where nobody forwards it. */
export const enginePort = (engine: Door['engine']): number => PORT_OF[engine];
/** The UDP port that the gateway's server is bound to; behind a rendezvous the door's port is the rendezvous'. */
export const serverPort = (door: Door): number =>
  door.rendezvous === undefined ? door.port : enginePort(door.engine);
/** A rendezvous' tunnel network has room for so many gateways. */
export const MOST_DOORS_PER_RENDEZVOUS = 253;

/** The network of interlink `n`, counted from 1 in the order written: `10.200.1.0/30`. */
export const interlinkPrefix = (prefix: string, n: number): string => {
  const plan = knownPlan(prefix);
  return `${digits(plan, plan.interlinks, n, 0)}/30`;
};

/** The address of one end: the first for `a`, the second for `b`. */
export const interlinkAddress = (prefix: string, n: number, end: 'a' | 'b'): string => {
  const plan = knownPlan(prefix);
  return digits(plan, plan.interlinks, n, end === 'a' ? 1 : 2);
};
