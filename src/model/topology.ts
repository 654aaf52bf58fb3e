import { must } from '#base/result.ts';
import { type Device, hasRole } from './device.ts';
import type { Cable, Network, Port, Uplink } from './network.ts';
import { SWITCH_ROLES } from './role.ts';

/** Where a port hangs on layer 2: the switch, and the cable to it (none for a switch's own address). */
export interface Attachment {
  readonly switch: string;
  readonly cable?: string;
}

/** The way from one switch to another: the cables between and the switches on it, both ends included. */
export interface SwitchPath {
  readonly switches: readonly string[];
  readonly cables: readonly string[];
}

/** Looks things up in a network, and answers which switch leads where. Built once, read often. */
export interface Topology {
  readonly network: Network;
  device(id: string): Device;
  port(id: string): Port;
  cableAt(port: string): Cable | undefined;
  uplinkAt(port: string): Uplink | undefined;
  /** The port at the other end of the port's cable; undefined for feeds, providers and open ports. */
  peer(port: string): Port | undefined;
  /** The switch that the port's cable ends on, or the switch that the port is an internal port of. */
  attachment(port: string): Attachment | undefined;
  /** The way between two switches; undefined when nothing joins them. Loops are left out, see `loops`. */
  switchPath(from: string, to: string): SwitchPath | undefined;
  /** The switches that frames get to from this one, itself included, in the order of the network's devices. */
  segment(from: string): readonly string[];
  /** Cables that close a loop of switches on layer 2. */
  readonly loops: readonly Cable[];
}

/** Where a management switch has its own address, inside the box: a gateway that is a switch as well has `inside`. */
const OWN_PORTS: ReadonlySet<string> = new Set(['mgmt', 'inside']);

/** Routers bridge their data ports, so they count as a switch of their production segment. */
const joins = (device: Device): boolean => hasRole(device, ...SWITCH_ROLES, 'router');

const carriesFrames = (cable: Cable): boolean =>
  cable.kind === 'management' || cable.kind === 'production' || cable.kind === 'meta';

interface Tree {
  /** Towards the root: parent switch and the cable to it. */
  readonly parent: ReadonlyMap<string, { parent: string; cable: string }>;
  readonly depth: ReadonlyMap<string, number>;
  readonly root: ReadonlyMap<string, string>;
  readonly loops: readonly Cable[];
}

/** Separate ports (a switch's own management port) do not bridge, so they join nothing. */
const bridgedEdges = (
  network: Network,
  ports: ReadonlyMap<string, Port>,
  devices: ReadonlyMap<string, Device>,
) =>
  network.cables.flatMap((cable) => {
    const [a, b] = [ports.get(cable.a), ports.get(cable.b)];
    if (!carriesFrames(cable) || !a || !b || a.separate || b.separate) return [];
    const both = joins(must(devices.get(a.device), a.device)) && joins(must(devices.get(b.device), b.device));
    return both ? [{ cable, a: a.device, b: b.device }] : [];
  });

type Edge = ReturnType<typeof bridgedEdges>[number];

const edgesBySwitch = (edges: readonly Edge[]): Map<string, Edge[]> => {
  const near = new Map<string, Edge[]>();
  for (const edge of edges)
    for (const end of [edge.a, edge.b]) near.set(end, [...(near.get(end) ?? []), edge]);
  return near;
};

/** Main racks' switches first, so that trees grow from the middle of the star. */
const roots = (network: Network): Device[] => {
  const main = new Set(network.sites.map((site) => site.mainRack));
  const switches = network.devices.filter(joins);
  return [...switches.filter((d) => main.has(d.rack)), ...switches.filter((d) => !main.has(d.rack))];
};

const growTrees = (network: Network, edges: readonly Edge[]): Tree => {
  const near = edgesBySwitch(edges);
  const parent = new Map<string, { parent: string; cable: string }>();
  const depth = new Map<string, number>();
  const root = new Map<string, string>();
  const used = new Set<string>();
  for (const start of roots(network)) {
    if (root.has(start.id)) continue;
    root.set(start.id, start.id);
    depth.set(start.id, 0);
    const queue = [start.id];
    for (let at = queue.shift(); at !== undefined; at = queue.shift()) {
      for (const edge of near.get(at) ?? []) {
        const next = edge.a === at ? edge.b : edge.a;
        if (root.has(next)) continue;
        used.add(edge.cable.id);
        root.set(next, start.id);
        depth.set(next, depth.get(at)! + 1);
        parent.set(next, { parent: at, cable: edge.cable.id });
        queue.push(next);
      }
    }
  }
  const loops = edges.filter((edge) => !used.has(edge.cable.id)).map((edge) => edge.cable);
  return { parent, depth, root, loops };
};

const pathInTree = (tree: Tree, from: string, to: string): SwitchPath | undefined => {
  if (tree.root.get(from) === undefined || tree.root.get(from) !== tree.root.get(to)) return undefined;
  const [head, tail]: { switches: string[]; cables: string[] }[] = [
    { switches: [from], cables: [] },
    { switches: [to], cables: [] },
  ];
  let [a, b] = [from, to];
  while (a !== b) {
    const climbA = tree.depth.get(a)! >= tree.depth.get(b)!;
    const up = tree.parent.get(climbA ? a : b)!;
    const side = climbA ? head! : tail!;
    side.cables.push(up.cable);
    if (climbA) a = up.parent;
    else b = up.parent;
    if (a !== b || climbA) side.switches.push(up.parent);
  }
  const switches = [...new Set([...head!.switches, ...tail!.switches.reverse()])];
  return { switches, cables: [...head!.cables, ...tail!.cables.reverse()] };
};

const attachmentOf = (
  port: Port,
  device: Device,
  cable: Cable | undefined,
  peer: Port | undefined,
  peerDevice: Device | undefined,
): Attachment | undefined => {
  if (cable && peer && peerDevice && joins(peerDevice) && !peer.separate && carriesFrames(cable))
    return { switch: peerDevice.id, cable: cable.id };
  const internal = hasRole(device, 'management-switch') && OWN_PORTS.has(port.name) && !cable;
  return internal ? { switch: device.id } : undefined;
};

const known = new WeakMap<Network, Topology>();

/** Indexes the network, once: it never changes. Costs one pass over devices and cables. */
export const topologyOf = (network: Network): Topology => {
  const before = known.get(network) ?? indexed(network);
  known.set(network, before);
  return before;
};

const indexed = (network: Network): Topology => {
  const devices = new Map(network.devices.map((device) => [device.id, device]));
  const ports = new Map(
    network.devices.flatMap((device) => device.ports.map((port) => [port.id, port] as const)),
  );
  const cables = cablesByPort(network, ports);
  const uplinks = new Map(network.uplinks.map((uplink) => [uplink.port, uplink]));
  const tree = growTrees(network, bridgedEdges(network, ports, devices));
  const paths = new Map<string, Map<string, SwitchPath | undefined>>();
  const attachments = new Map<string, Attachment | undefined>();
  // Asked for a million times: the words are put together only for a mistake.
  const device = (id: string): Device => devices.get(id) ?? must<Device>(undefined, `device ${id}`);
  const port = (id: string): Port => ports.get(id) ?? must<Port>(undefined, `port ${id}`);
  const peer = (id: string): Port | undefined => {
    const cable = cables.get(id);
    return cable && ports.get(cable.a === id ? cable.b : cable.a);
  };
  return {
    network,
    device,
    port,
    cableAt: (id) => cables.get(id),
    uplinkAt: (id) => uplinks.get(id),
    peer,
    attachment: (id) => {
      const known = attachments.get(id);
      if (known || attachments.has(id)) return known;
      const own = port(id);
      const other = peer(id);
      const peerDevice = other && devices.get(other.device);
      const made = attachmentOf(own, device(own.device), cables.get(id), other, peerDevice);
      attachments.set(id, made);
      return made;
    },
    switchPath: (from, to) => {
      const own = paths.get(from) ?? new Map<string, SwitchPath | undefined>();
      paths.set(from, own);
      if (!own.has(to)) own.set(to, pathInTree(tree, from, to));
      return own.get(to);
    },
    segment: segments(network, tree),
    loops: tree.loops,
  };
};

/** Of a feed or a provider, where many cables end, there is nothing to look up. */
const cablesByPort = (network: Network, ports: ReadonlyMap<string, Port>): Map<string, Cable> => {
  const found = new Map<string, Cable>();
  for (const cable of network.cables) {
    if (ports.has(cable.a)) found.set(cable.a, cable);
    if (ports.has(cable.b)) found.set(cable.b, cable);
  }
  return found;
};

/** Segments by root, gathered when first asked for. */
const segments = (network: Network, tree: Tree): Topology['segment'] => {
  let byRoot: Map<string, string[]> | undefined;
  const gather = (): Map<string, string[]> => {
    const found = new Map<string, string[]>();
    for (const { id } of network.devices) {
      const root = tree.root.get(id);
      if (root === undefined) continue;
      const own = found.get(root);
      if (own) own.push(id);
      else found.set(root, [id]);
    }
    return found;
  };
  return (from) => {
    byRoot ??= gather();
    return byRoot.get(tree.root.get(from) ?? '') ?? [];
  };
};
