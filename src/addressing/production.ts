import { ipText, type Prefix, parsePrefix, prefixRange } from '#base/ip.ts';
import { naturalCompare } from '#base/natural.ts';
import { must } from '#base/result.ts';
import type { Address, Cable, Device, Port, Uplink } from '#model/network.ts';
import { type Sideband, sidebandsIn } from '#model/sideband.ts';
import type { Planned } from './management.ts';
import type { AddressProblem } from './problem.ts';

interface Wires {
  readonly devices: ReadonlyMap<string, Device>;
  readonly owner: ReadonlyMap<string, Device>;
  readonly cables: ReadonlyMap<string, Cable>;
  /** BMCs that are behind a server's port for good, by that port. */
  readonly behind: ReadonlyMap<string, string>;
}

/** One that keeps an address of the management network has no other. */
const needsAddress = ({ always, bmc }: Sideband): boolean => always && bmc.address === undefined;

/** The wires of production, found once. */
const wiresOf = (network: Planned): Wires => {
  const devices = new Map(network.devices.map((d) => [d.id, d]));
  const owner = new Map<string, Device>();
  const cables = new Map<string, Cable>();
  for (const device of network.devices)
    for (const port of device.ports) if (port.kind === 'data') owner.set(port.id, device);
  for (const cable of network.cables)
    if (cable.kind === 'production') for (const end of [cable.a, cable.b]) cables.set(end, cable);
  const sharing = [...sidebandsIn(network).values()].filter(needsAddress);
  for (const { bmc } of sharing) owner.set(bmc.id, must(devices.get(bmc.device), bmc.device));
  return { devices, owner, cables, behind: new Map(sharing.map(({ nic, bmc }) => [nic.id, bmc.id])) };
};

const cabledData = (wires: Wires, device: Device): Port[] =>
  device.ports.filter((p) => p.kind === 'data' && wires.cables.has(p.id));

const other = (wires: Wires, port: string): string => {
  const cable = must(wires.cables.get(port), `cable of ${port}`);
  return cable.a === port ? cable.b : cable.a;
};

/** The data ports of servers that the router reaches through production switches. */
const segmentOf = (wires: Wires, router: Device): string[] => {
  const found: string[] = [];
  const seen = new Set([router.id]);
  const queue = [router];
  for (let at = queue.pop(); at; at = queue.pop())
    for (const port of cabledData(wires, at)) {
      const peer = other(wires, port.id);
      const device = wires.owner.get(peer);
      if (device?.role === 'server') found.push(peer);
      if (device?.role !== 'switch' || seen.has(device.id)) continue;
      seen.add(device.id);
      queue.push(device);
    }
  return found;
};

const tooSmall = (uplink: Uplink, needed: number, room: number): AddressProblem => ({
  code: 'address-overflow',
  on: uplink.id,
  text: `prefix ${uplink.prefix} has ${room} addresses, expected at least ${needed} for the router and the server ports behind it`,
  hint: 'a larger prefix, or fewer servers behind this router',
});

const usable = (prefix: Prefix): number => {
  const range = prefixRange(prefix);
  return Number(range.last - range.first) - 1;
};

const routerAddresses = (
  wires: Wires,
  uplink: Uplink,
  order: ReadonlyMap<string, number>,
): (Address | AddressProblem)[] => {
  const prefix = parsePrefix(must(uplink.prefix, 'prefix'));
  const router = must(wires.devices.get(uplink.device), uplink.device);
  const lan = cabledData(wires, router)[0] ?? router.ports.find((p) => p.kind === 'data');
  if (!prefix || !lan) return [];
  const servers = segmentOf(wires, router).sort((a, b) => order.get(a)! - order.get(b)!);
  const ends = [...servers, ...servers.flatMap((port) => wires.behind.get(port) ?? [])];
  const room = usable(prefix);
  const { first } = prefixRange(prefix);
  if (ends.length + 1 > room) return [tooSmall(uplink, ends.length + 1, room)];
  return [lan.id, ...ends].map((port, i) => ({
    ip: ipText({ version: prefix.ip.version, value: first + BigInt(i + 1) }),
    length: prefix.length,
    device: (wires.owner.get(port) ?? router).id,
    port,
    network: 'production' as const,
    ...(router.site === undefined ? {} : { site: router.site }),
    uplink: uplink.id,
  }));
};

/** Rank of every data port. Devices come in the order of their racks, roles and names, so only ports are sorted. */
const portOrder = (network: Planned): Map<string, number> => {
  const byName = (a: Port, b: Port) => naturalCompare(a.name, b.name);
  const data = network.devices.map((d) =>
    d.role === 'server' ? d.ports.filter((p) => p.kind === 'data') : [],
  );
  return new Map(data.flatMap((ports) => ports.sort(byName)).map((p, i) => [p.id, i]));
};

/**
 * Addresses from the prefixes of production uplinks: the router has the first host, the server ports in its
 * segment follow in natural order of device and port, and after them the BMCs that share one.
 */
export const productionAddresses = (network: Planned): (Address | AddressProblem)[] => {
  const uplinks = network.uplinks.filter((u) => u.purpose === 'production' && u.prefix !== undefined);
  if (uplinks.length === 0) return [];
  const wires = wiresOf(network);
  const order = portOrder(network);
  return uplinks.flatMap((uplink) => routerAddresses(wires, uplink, order));
};
