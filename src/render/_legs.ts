import { length6, linkLocal } from '#addressing/ipv6.ts';
import type { Address, AddressNetwork, Port, Uplink } from '#model/network.ts';
import { sidebandOf } from '#model/sideband.ts';
import { interfaceName } from './_interface.ts';
import { networkOf, prefixOf } from './_prefix.ts';
import { outsideOf, type RenderContext } from './context.ts';
import { type Host, hasNamespace, hasRole } from './renderer.ts';

/** The IPv6 address beside an address, with the same digits. */
export interface Leg6 {
  readonly ip: string;
  readonly length: number;
  /** Its own on the link: `fe80::2`. */
  readonly link: string;
  readonly nextHop?: string;
}

/** An address of a host: where it sits, and where packets that start from it leave. */
export interface Leg {
  readonly iface: string;
  readonly port: Port;
  readonly ip: string;
  readonly length: number;
  /** `10.1.0.0/16` */
  readonly prefix: string;
  readonly network: AddressNetwork;
  /** Absent where the host itself is the router of that network, or has explicit routes. */
  readonly nextHop?: string;
  /** The uplink that ends on this port. */
  readonly uplink?: Uplink;
  /** Absent where the port has no IPv6. */
  readonly v6?: Leg6;
}

/** Interface of a router towards its production switches, and of a management switch's own address. */
export const LAN = 'lan0';
export const SWITCH_ADDRESS = 'mgmt';

const FRAMES = new Set<Port['kind']>(['data', 'management', 'meta']);

const inNamespace = (host: Host, port: Port): boolean => hasNamespace(host) && port.kind === 'management';

/** Ports of the host's main part, or of its management namespace. */
export const portsOf = (host: Host, part: 'main' | 'namespace' = 'main'): readonly Port[] => {
  if (host.bmc) return part === 'main' ? [host.bmc] : [];
  const own = host.device.ports.filter((port) => port.kind !== 'bmc');
  return own.filter((port) => inNamespace(host, port) === (part === 'namespace'));
};

/** Whether a cable or an uplink ends on the port, or on the one that a BMC shares: what is not wired is not configured. */
export const wired = ({ topology }: RenderContext, port: Port): boolean =>
  topology.cableAt(port.id) !== undefined ||
  topology.uplinkAt(port.id) !== undefined ||
  (port.kind === 'bmc' && sidebandOf(topology.device(port.device), topology.cableAt) !== undefined);

/** Wired ports that the host joins on layer 2: a switch's, or a router's towards production. */
export const bridgePorts = (context: RenderContext, host: Host): readonly Port[] => {
  if (!hasRole(host, 'management-switch', 'switch', 'meta-switch', 'router')) return [];
  const kinds = hasRole(host, 'router') ? new Set<Port['kind']>(['data']) : FRAMES;
  const joins = (port: Port) => kinds.has(port.kind) && !port.separate && !context.topology.uplinkAt(port.id);
  return portsOf(host).filter(
    (port) => joins(port) && wired(context, port) && !isSwitchAddress(context, host, port),
  );
};

/** Whether the port is the inner port of a management switch, which carries the switch's own address. */
export const isSwitchAddress = (context: RenderContext, host: Host, port: Port): boolean =>
  hasRole(host, 'management-switch') && !wired(context, port) && context.addressesAt(port.id).length > 0;

/** The interface that carries the port's addresses; undefined where the port is open. */
const carrier = (context: RenderContext, host: Host, port: Port): string | undefined => {
  if (isSwitchAddress(context, host, port)) return SWITCH_ADDRESS;
  if (
    hasRole(host, 'router') &&
    port.kind === 'data' &&
    !port.separate &&
    !context.topology.uplinkAt(port.id)
  )
    return LAN;
  return wired(context, port) ? interfaceName(port) : undefined;
};

const nextHop = (context: RenderContext, host: Host, address: Address): string | undefined => {
  const uplink = context.topology.uplinkAt(address.port);
  if (uplink) return outsideOf(context, uplink)?.gateway;
  if (address.network === 'production' && address.uplink !== undefined) {
    const router = context.routerAddress(address.uplink);
    return router?.device === host.device.id ? undefined : router?.ip;
  }
  if (address.network !== 'management' || hasRole(host, 'gateway', 'jumphost')) return undefined;
  return address.site === undefined ? undefined : context.pairOf(address.site)?.shared;
};

/** What has a default route of IPv4 inside has the same of IPv6. */
const leg6 = (
  context: RenderContext,
  { ip, length, ip6, site }: Address,
  routed: boolean,
): Leg6 | undefined => {
  if (ip6 === undefined) return undefined;
  const hop = routed && site !== undefined ? context.pairOf(site)?.shared6 : undefined;
  return {
    ip: ip6,
    length: length6(length),
    link: linkLocal(ip),
    ...(hop === undefined ? {} : { nextHop: hop }),
  };
};

const leg = (
  port: Port,
  iface: string,
  address: Pick<Address, 'ip' | 'length' | 'network'>,
  hop: string | undefined,
  uplink: Uplink | undefined,
): Leg => ({
  iface,
  port,
  ip: address.ip,
  length: address.length,
  prefix: networkOf(address.ip, address.length),
  network: address.network,
  ...(hop === undefined ? {} : { nextHop: hop }),
  ...(uplink === undefined ? {} : { uplink }),
});

/** An uplink whose address is not in the plan: the provider's, told by the lab. */
const outsideLeg = (context: RenderContext, port: Port, iface: string): Leg[] => {
  const uplink = context.topology.uplinkAt(port.id);
  const outside = uplink && outsideOf(context, uplink);
  if (!outside) return [];
  const { length } = prefixOf(outside.address);
  const ip = outside.address.replace(/\/.*/, '');
  return [leg(port, iface, { ip, length, network: 'outside' }, outside.gateway, uplink)];
};

/** The host's addresses, port by port; without the address that a pair shares, and without tunnels. */
export const legsOf = (context: RenderContext, host: Host, part: 'main' | 'namespace' = 'main'): Leg[] => {
  const shared = host.device.site === undefined ? undefined : context.pairOf(host.device.site)?.shared;
  return portsOf(host, part).flatMap((port) => {
    const iface = carrier(context, host, port);
    if (iface === undefined) return [];
    const planned = context.addressesAt(port.id).filter((a) => a.ip !== shared && a.network !== 'tunnel');
    if (planned.length === 0) return outsideLeg(context, port, iface);
    const uplink = context.topology.uplinkAt(port.id);
    return planned.map((address) => {
      const hop = nextHop(context, host, address);
      const v6 = leg6(context, address, hop !== undefined);
      return { ...leg(port, iface, address, hop, uplink), ...(v6 ? { v6 } : {}) };
    });
  });
};

/** Whether the host has an IPv6 address of ours. Without one the kernel's IPv6 is off, and the filter drops it all. */
export const isDual = (context: RenderContext, host: Host): boolean =>
  legsOf(context, host).some((leg) => leg.v6 !== undefined);

/** Interfaces that uplinks end on, with or without an address that we know. */
export const uplinkInterfaces = (context: RenderContext, host: Host): string[] =>
  portsOf(host)
    .filter((port) => context.topology.uplinkAt(port.id) !== undefined)
    .map(interfaceName);
