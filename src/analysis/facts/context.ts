import { hasRole } from '#model/device.ts';
import { type Endpoint, endpoints } from '#model/endpoint.ts';
import type { Door, GatewayPair, Interlink, Network } from '#model/network.ts';
import type { Topology } from '#model/topology.ts';
import type { FactBuilder } from './system.ts';

/** The facts of a cell, see `cells.ts`. */
export interface Cell {
  readonly vantage: string;
  readonly way: number;
  readonly cell: number;
}

/** A jumphost, and the vantage point of who is logged in there. */
export interface NearJumphost {
  readonly id: string;
  readonly vantage: string;
}

/** What the parts of the compiler share. */
export interface Compiling {
  readonly topology: Topology;
  readonly network: Network;
  readonly facts: FactBuilder;
  readonly endpoints: readonly Endpoint[];
  readonly jumphosts: readonly string[];
  /** All endpoints of a device. */
  endpointsOf(device: string): readonly Endpoint[];
  /** The endpoint on the management network by which a device's own system answers. */
  ownEndpoint(device: string): Endpoint | undefined;
  /** Those that stand in the site, then those in one that it has an interlink to: nothing else reaches it from inside. */
  endpointsNear(site: string | undefined): readonly Endpoint[];
  jumphostsNear(site: string | undefined): readonly string[];
  doorsNear(site: string | undefined): readonly Door[];
  pairOf(site: string): GatewayPair | undefined;
  doorsOf(site: string): readonly Door[];
  /** Cells to each address, once they are defined. */
  readonly cells: Map<string, Cell[]>;
  /** By layer: what is reached at each address, once that is defined. */
  readonly reached: Readonly<Record<'cell' | 'way', Map<string, number>>>;
  /** By site: the jumphosts that lead there, in the order in which they are tried: its own first. */
  readonly nearFirst: Map<string | undefined, readonly NearJumphost[]>;
  /** By port: facts that it is joined with another port. */
  readonly joined: Map<string, Map<string, number>>;
  interlink(
    from: string,
    to: string,
  ): { readonly link: Interlink; readonly near: string; readonly far: string } | undefined;
}

/** Finds the wire between two sites, seen from the first; the first that was written where there are several. */
const interlinkFinder = (topology: Topology): Compiling['interlink'] => {
  const siteOf = (device: string) => topology.device(device).site;
  const wires = new Map<string, ReturnType<Compiling['interlink']>>();
  for (const link of topology.network.interlinks)
    for (const [near, far] of [
      [link.a, link.b],
      [link.b, link.a],
    ] as const) {
      const key = `${siteOf(near)} ${siteOf(far)}`;
      if (!wires.has(key)) wires.set(key, { link, near, far });
    }
  return (from, to) => wires.get(`${from} ${to}`);
};

/** By site: itself, and then the sites at the other ends of its interlinks. Nothing else reaches it from inside. */
const neighbours = ({ network, device }: Topology): ReadonlyMap<string, ReadonlySet<string>> => {
  const near = new Map(network.sites.map((site) => [site.id, new Set([site.id])]));
  for (const { a, b } of network.interlinks) {
    const [one, other] = [device(a).site ?? '', device(b).site ?? ''];
    near.get(one)?.add(other);
    near.get(other)?.add(one);
  }
  return near;
};

/** Those of the list that stand in the site, then those of sites that it is wired to, in the list's order. Worked out once a site. */
const nearby = <T>(
  list: readonly T[],
  siteOf: (one: T) => string | undefined,
  near: ReadonlyMap<string, ReadonlySet<string>>,
): ((site: string | undefined) => readonly T[]) => {
  const bySite = new Map<string, { one: T; at: number }[]>();
  list.forEach((one, at) => {
    const site = siteOf(one) ?? '';
    const own = bySite.get(site);
    if (own) own.push({ one, at });
    else bySite.set(site, [{ one, at }]);
  });
  const known = new Map<string | undefined, readonly T[]>();
  return (site) => {
    const found = known.get(site);
    if (found) return found;
    const sites = [...((site !== undefined && near.get(site)) || [])];
    const beyond = sites.slice(1).flatMap((one) => bySite.get(one) ?? []);
    const own = sites.slice(0, 1).flatMap((one) => bySite.get(one) ?? []);
    const made = [...own, ...beyond.sort((a, b) => a.at - b.at)].map(({ one }) => one);
    known.set(site, made);
    return made;
  };
};

const NONE: readonly Endpoint[] = [];

export const compiling = (topology: Topology, facts: FactBuilder): Compiling => {
  const { network } = topology;
  const all = endpoints(network);
  const own = new Map<string, Endpoint>();
  const byDevice = new Map<string, Endpoint[]>();
  for (const endpoint of all) {
    const known = byDevice.get(endpoint.device.id);
    if (known) known.push(endpoint);
    else byDevice.set(endpoint.device.id, [endpoint]);
    if (endpoint.address.network === 'management' && endpoint.port.kind !== 'bmc')
      own.set(endpoint.device.id, endpoint);
  }
  const pairs = new Map(network.pairs.map((pair) => [pair.site, pair]));
  const jumphosts = network.devices.filter((d) => hasRole(d, 'jumphost')).map((d) => d.id);
  const near = neighbours(topology);
  return {
    topology,
    network,
    facts,
    endpoints: all,
    jumphosts,
    endpointsNear: nearby(all, (endpoint) => endpoint.device.site, near),
    jumphostsNear: nearby(jumphosts, (jumphost) => topology.device(jumphost).site, near),
    doorsNear: nearby(network.doors, (door) => door.site, near),
    endpointsOf: (device) => byDevice.get(device) ?? NONE,
    ownEndpoint: (device) => own.get(device),
    pairOf: (site) => pairs.get(site),
    doorsOf: (site) => network.doors.filter((door) => door.site === site),
    cells: new Map(),
    reached: { cell: new Map(), way: new Map() },
    nearFirst: new Map(),
    joined: new Map(),
    interlink: interlinkFinder(topology),
  };
};
