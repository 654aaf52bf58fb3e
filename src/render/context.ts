import { ownAddresses } from '#addressing/own.ts';
import { parsePrefix } from '#base/ip.ts';
import type { Material } from '#model/material.ts';
import type { Address, Device, Door, GatewayPair, Interlink, Network, Uplink } from '#model/network.ts';
import { type Topology, topologyOf } from '#model/topology.ts';
import { firstHost } from './_prefix.ts';

/** An outside address with its length, and the next hop towards the Internet. */
export interface OutsideAddress {
  /** `203.0.113.2/29` */
  readonly address: string;
  readonly gateway: string;
}

/** What every renderer reads: the network, public material, and indexes over both. Built once, read often. */
export interface RenderContext {
  readonly network: Network;
  readonly material: Material;
  readonly topology: Topology;
  /**
   * Outside addresses of uplinks that the inventory leaves to the provider, by uplink id. The lab knows them; on a real
   * host such an interface belongs to its DHCP client.
   */
  readonly outside: Readonly<Record<string, OutsideAddress>>;
  addressesAt(port: string): readonly Address[];
  uplinksOf(device: string): readonly Uplink[];
  pairOf(site: string): GatewayPair | undefined;
  doorsAt(site: string): readonly Door[];
  doorOf(gateway: string): Door | undefined;
  /** Doors whose gateway dials out to this rendezvous, in the order written. */
  doorsThrough(rendezvous: string): readonly Door[];
  /** The device's own address on the management network: not its BMC's, not the shared one. */
  ownAddress(device: string): Address | undefined;
  /** The router's own address in the production prefix of its uplink. */
  routerAddress(uplink: string): Address | undefined;
  readonly jumphosts: readonly Device[];
  /** The wire from one site to another (the first written, as only one carries), with the gateway at each end. */
  interlink(from: string, to: string): Wire | undefined;
}

/** An interlink as seen from one of its sites. */
export interface Wire {
  readonly link: Interlink;
  readonly near: string;
  readonly far: string;
}

const groupBy = <T>(items: readonly T[], key: (item: T) => string | undefined): Map<string, T[]> => {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const name = key(item);
    if (name === undefined) continue;
    const group = groups.get(name);
    if (group) group.push(item);
    else groups.set(name, [item]);
  }
  return groups;
};

const wires = (topology: Topology): Map<string, Wire> => {
  const found = new Map<string, Wire>();
  const add = (wire: Wire): void => {
    const key = `${topology.device(wire.near).site} ${topology.device(wire.far).site}`;
    if (!found.has(key)) found.set(key, wire);
  };
  for (const link of topology.network.interlinks) {
    add({ link, near: link.a, far: link.b });
    add({ link, near: link.b, far: link.a });
  }
  return found;
};

const routerAddresses = ({ network, uplinkAt }: Topology): Map<string, Address> =>
  new Map(
    network.addresses.flatMap((address) => {
      const mine = address.uplink !== undefined && uplinkAt(address.uplink)?.device === address.device;
      return mine && address.network === 'production' ? [[address.uplink!, address] as const] : [];
    }),
  );

/** Indexes the network for rendering. */
export const renderContext = (
  network: Network,
  material: Material,
  outside: Readonly<Record<string, OutsideAddress>> = {},
): RenderContext => {
  const topology = topologyOf(network);
  const atPort = groupBy(network.addresses, (a) => a.port);
  const uplinks = groupBy(network.uplinks, (u) => u.device);
  const pairs = new Map(network.pairs.map((pair) => [pair.site, pair]));
  const doorsBySite = groupBy(network.doors, (door) => door.site);
  const doors = new Map(network.doors.map((door) => [door.gateway, door]));
  const dialled = groupBy(network.doors, (door) => door.rendezvous);
  const own = ownAddresses(network);
  const routers = routerAddresses(topology);
  const between = wires(topology);
  return {
    network,
    material,
    topology,
    outside,
    addressesAt: (port) => atPort.get(port) ?? [],
    uplinksOf: (device) => uplinks.get(device) ?? [],
    pairOf: (site) => pairs.get(site),
    doorsAt: (site) => doorsBySite.get(site) ?? [],
    doorOf: (gateway) => doors.get(gateway),
    doorsThrough: (rendezvous) => dialled.get(rendezvous) ?? [],
    ownAddress: (device) => own.get(device),
    routerAddress: (uplink) => routers.get(uplink),
    jumphosts: network.devices.filter((d) => d.role === 'jumphost'),
    interlink: (from, to) => between.get(`${from} ${to}`),
  };
};

/** Address and next hop of an uplink: the inventory's, else the lab's; undefined where the provider hands them out. */
export const outsideOf = (context: RenderContext, uplink: Uplink): OutsideAddress | undefined => {
  if (uplink.address === undefined) return context.outside[uplink.id];
  const prefix = parsePrefix(uplink.address);
  if (!prefix) throw new Error(`uplink ${uplink.id} has the address "${uplink.address}"`);
  return { address: uplink.address, gateway: uplink.gateway ?? firstHost(prefix) };
};
