import { hasRole } from '#model/device.ts';
import type { Cable, CableKind, Device, Network } from '#model/network.ts';
import type { Topology } from '#model/topology.ts';

/** The part of a network that a change can redefine facts of. */
export interface Region {
  /** Sites that are in it as a whole, and devices with all that they hang on. */
  readonly full: ReadonlySet<string>;
  readonly devices: ReadonlySet<string>;
  /** Sites of which what leads to the others is in it. */
  readonly around: ReadonlySet<string>;
  /** Devices elsewhere that are in it. */
  readonly kept: ReadonlySet<string>;
}

/** Entries that are in one list and not in the other. Changes leave what they do not touch as it is, so identity tells. */
const differing = <T>(before: readonly T[], after: readonly T[]): T[] => {
  const shorter = Math.min(before.length, after.length);
  let from = 0;
  while (from < shorter && before[from] === after[from]) from++;
  let left = 0;
  while (left < shorter - from && before.at(-1 - left) === after.at(-1 - left)) left++;
  const [old, made] = [before.slice(from, before.length - left), after.slice(from, after.length - left)];
  const [there, here] = [new Set(old), new Set(made)];
  return [...old.filter((one) => !here.has(one)), ...made.filter((one) => !there.has(one))];
};

/** What facts are compiled from besides the lists that a region can be cut out of. */
const OTHERS = [
  'name',
  'sites',
  'racks',
  'feeds',
  'providers',
  'operators',
  'places',
  'stations',
  'dependencies',
  'software',
] as const;

const isDoorOrJumphost = (device: Device): boolean => hasRole(device, 'gateway', 'jumphost');

/** Devices of either network, found by their ids and by their ports. */
class Finder {
  private readonly topology: Topology;
  private readonly devices: ReadonlyMap<string, Device>;
  private readonly ports: ReadonlyMap<string, string>;

  constructor(topology: Topology, after: Network) {
    const made = differing(topology.network.devices, after.devices);
    this.topology = topology;
    this.devices = new Map(made.map((device) => [device.id, device]));
    this.ports = new Map(made.flatMap((device) => device.ports.map((port) => [port.id, device.id])));
  }

  siteOf(id: string): string | undefined {
    return (this.devices.get(id) ?? this.topology.device(id)).site;
  }

  /** Devices at the ends of a cable. */
  ends({ a, b }: Cable): string[] {
    return [a, b]
      .filter((end) => !end.startsWith('feed:') && !end.startsWith('provider:'))
      .map((end) => this.ports.get(end) ?? this.topology.port(end).device);
  }

  /** Whether a cable that is no interlink joins two sites, so that nothing of a site is its own. */
  crossesSites(cables: readonly Cable[]): boolean {
    return cables.some((cable) => {
      const [one, other = one] = this.ends(cable);
      return cable.kind !== 'interlink' && this.siteOf(one!) !== this.siteOf(other!);
    });
  }
}

/** What a change is about. */
interface Touched {
  readonly devices: readonly string[];
  /** Whether it is about plugs and lines only: no way through another box is a different one. */
  readonly plugs: boolean;
}

/** Cables that lead to no other box than the two at their ends. */
const PLUGS: ReadonlySet<CableKind> = new Set(['power', 'console', 'uplink']);

/** Undefined where it is about more than devices, cables and lines. */
const touched = (before: Network, after: Network, finder: Finder): Touched | undefined => {
  if (OTHERS.some((key) => before[key] !== after[key])) return undefined;
  const cables = differing(before.cables, after.cables);
  if (finder.crossesSites(cables)) return undefined;
  const boxes = [
    ...differing(before.devices, after.devices).map(({ id }) => id),
    ...differing(before.addresses, after.addresses).map(({ device }) => device),
    ...differing(before.interlinks, after.interlinks).flatMap(({ a, b }) => [a, b]),
    ...differing(before.pairs, after.pairs).flatMap(({ gateways }) => gateways),
    ...differing(before.doors, after.doors).map(({ gateway }) => gateway),
  ];
  const uplinks = differing(before.uplinks, after.uplinks).map(({ device }) => device);
  // What a breaker does depends on the draws of all that hangs on its feed.
  const loads = before.feeds.some((feed) => feed.watts !== undefined);
  return {
    devices: [...boxes, ...uplinks, ...cables.flatMap((cable) => finder.ends(cable))],
    plugs: boxes.length === 0 && !loads && cables.every(({ kind }) => PLUGS.has(kind)),
  };
};

/** Whether neighbours may meet other jumphosts and doors than before. */
const movesWaysIn = (before: Network, after: Network): boolean => {
  const ids = (network: Network): string =>
    network.devices
      .filter(isDoorOrJumphost)
      .map(({ id, role, also }) => `${id} ${role} ${also}`)
      .join();
  const addresses = differing(before.addresses, after.addresses).map(({ device }) => device);
  const ends = new Set([...before.devices, ...after.devices].filter(isDoorOrJumphost).map(({ id }) => id));
  return (
    before.doors !== after.doors ||
    before.pairs !== after.pairs ||
    addresses.some((id) => ends.has(id)) ||
    ids(before) !== ids(after)
  );
};

/** The sites and those at the other ends of their interlinks, before or after. */
const withNeighbours = (
  sites: ReadonlySet<string>,
  networks: readonly Network[],
  finder: Finder,
): Set<string> => {
  const found = new Set(sites);
  for (const { interlinks } of networks)
    for (const { a, b } of interlinks) {
      const [one, other] = [finder.siteOf(a), finder.siteOf(b)];
      if (one === undefined || other === undefined) continue;
      if (sites.has(one)) found.add(other);
      if (sites.has(other)) found.add(one);
    }
  return found;
};

const NONE: ReadonlySet<string> = new Set();

const known = new WeakMap<Network, boolean>();

/** Whether the sites of a network are joined by nothing but interlinks. Looked at once. */
const sitesAreApart = ({ network }: Topology, finder: Finder): boolean => {
  const found = known.get(network) ?? !finder.crossesSites(network.cables);
  known.set(network, found);
  return found;
};

/**
 * Where facts can be defined otherwise once the network has changed. A fact of a device is made of its own site and of those that are wired
 * to it; so the sites that are touched are in the region as a whole, with their neighbours where doors or jumphosts come, go or move, and
 * of the next neighbours the ways in. Plugs and lines are their devices' own. Undefined: anywhere.
 */
export const regionOf = (topology: Topology, after: Network): Region | undefined => {
  const { network: before } = topology;
  const finder = new Finder(topology, after);
  const about = touched(before, after, finder);
  if (about === undefined || !sitesAreApart(topology, finder)) return undefined;
  const sites = new Set(about.devices.flatMap((id) => finder.siteOf(id) ?? []));
  const both = [before, after];
  const moves = !about.plugs && movesWaysIn(before, after);
  const full = about.plugs ? NONE : moves ? withNeighbours(sites, both, finder) : sites;
  const around = withNeighbours(about.plugs ? sites : full, both, finder);
  const outside = new Set(about.devices.filter((id) => finder.siteOf(id) === undefined));
  for (const door of [...before.doors, ...after.doors])
    if (door.rendezvous !== undefined && outside.has(door.rendezvous)) around.add(door.site);
  const devices = new Set(about.plugs ? about.devices : []);
  return { full, devices, around, kept: keptAround(topology, around, devices) };
};

/** Whether all facts of the device are those of the whole network. */
export const isWhole = ({ full, devices }: Region, { id, site }: Device): boolean =>
  devices.has(id) || (site !== undefined && full.has(site));

/** Switches between the doors and jumphosts of a site. */
const switchesBetween = (topology: Topology, devices: readonly Device[]): string[] => {
  const attached = new Set(
    devices.flatMap(({ ports }) => ports.flatMap((port) => topology.attachment(port.id)?.switch ?? [])),
  );
  return [...attached].flatMap((one) =>
    [...attached].flatMap((other) => topology.switchPath(one, other)?.switches ?? []),
  );
};

/**
 * Devices that every way in from those sites takes, and every way to some devices; what these hang on; and those that services run on,
 * wherever they are.
 */
const keptAround = (
  topology: Topology,
  around: ReadonlySet<string>,
  devices: ReadonlySet<string>,
): Set<string> => {
  const { network } = topology;
  const peers = [...devices].flatMap((id) =>
    topology.device(id).ports.flatMap((port) => topology.peer(port.id)?.device ?? []),
  );
  const ends = new Set([...devices, ...peers]);
  const near = network.devices.filter(
    (device) =>
      ends.has(device.id) ||
      (device.site !== undefined && around.has(device.site) && isDoorOrJumphost(device)),
  );
  return new Set([
    ...near.map(({ id }) => id),
    ...switchesBetween(topology, near),
    ...network.dependencies.flatMap(({ on }) => on),
  ]);
};

/** The region as a network of its own, in the network before the change or after it. */
export const cutOut = (network: Network, { full, around, kept }: Region): Network => {
  const devices = network.devices.filter(
    ({ id, site }) => site === undefined || full.has(site) || kept.has(id),
  );
  const ids = new Set(devices.map(({ id }) => id));
  const ports = new Set(devices.flatMap((device) => device.ports.map(({ id }) => id)));
  const isEnd = (end: string): boolean =>
    ports.has(end) || end.startsWith('feed:') || end.startsWith('provider:');
  const inside = ({ site }: { readonly site: string }): boolean => full.has(site) || around.has(site);
  return {
    ...network,
    devices,
    racks: network.racks.filter(inside),
    cables: network.cables.filter(({ a, b }) => isEnd(a) && isEnd(b)),
    uplinks: network.uplinks.filter(({ device }) => ids.has(device)),
    interlinks: network.interlinks.filter(({ a, b }) => ids.has(a) && ids.has(b)),
    pairs: network.pairs.filter(inside),
    doors: network.doors.filter(inside),
    addresses: network.addresses.filter(({ device }) => ids.has(device)),
  };
};
