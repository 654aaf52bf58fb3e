import type { Place } from '#base/place.ts';
import { hasRole } from '#model/device.ts';
import type { Cable, CableKind, Device, Feed, Port, PortKind, Rack, Site } from '#model/network.ts';
import { defined } from './defined.ts';
import type { Node } from './node.ts';
import type { PortSet, PortSpec } from './port-set.ts';
import type { Report } from './report.ts';

/** A device while it is being wired. */
export interface DeviceDraft extends Omit<Device, 'ports'> {
  readonly node: Node;
  readonly set: PortSet;
  /** Ports that exist because something uses them. */
  readonly used: Map<string, Port>;
  /** By kind: how many of its pool ports were handed out from the front. */
  readonly next: Map<PortKind, number>;
}

export interface RackDraft {
  readonly rack: Rack;
  readonly node: Node;
  /** In order of role, then name. */
  readonly devices: DeviceDraft[];
}

export interface SiteDraft {
  readonly site: Site;
  readonly node: Node;
  readonly racks: readonly RackDraft[];
  readonly feeds: readonly Feed[];
  readonly main: RackDraft | undefined;
}

/** The network on the workbench. */
export interface Draft {
  readonly report: Report;
  readonly devices: Map<string, DeviceDraft>;
  /** Devices that were not understood; naming one is no further mistake. */
  readonly broken: Set<string>;
  readonly cables: Cable[];
  /** The cable in each port that has one. */
  readonly cabled: Map<string, Cable>;
  /** Ports left open on purpose, with where that is written. */
  readonly open: Map<string, Place>;
}

/** An empty workbench. */
export const newDraft = (report: Report): Draft => ({
  report,
  devices: new Map(),
  broken: new Set(),
  cables: [],
  cabled: new Map(),
  open: new Map(),
});

const portOf = (device: DeviceDraft, spec: PortSpec): Port => ({
  id: `${device.id}:${spec.name}`,
  device: device.id,
  name: spec.name,
  kind: spec.kind,
  separate: spec.separate,
  ...defined({ draw: spec.draw, label: spec.label, address: spec.address, mac: spec.mac, ipv6: spec.ipv6 }),
});

/** The port of a device by name. */
export const usePort = (device: DeviceDraft, name: string): Port | undefined => {
  const known = device.used.get(name);
  if (known) return known;
  const spec = device.set.byName.get(name);
  if (!spec) return undefined;
  const port = portOf(device, spec);
  device.used.set(name, port);
  return port;
};

/** Makes a port one of another kind, as an uplink does with a data port. */
export const changeKind = (device: DeviceDraft, port: Port, kind: PortKind): Port => {
  const changed = { ...port, kind };
  device.used.set(port.name, changed);
  return changed;
};

/** Whether something may still be plugged in by default. */
export const isFree = (draft: Draft, port: Port): boolean =>
  !draft.cabled.has(port.id) && !draft.open.has(port.id);

/** The first free port of a kind, the ports that a device always has before those of a pool. */
export const freePort = (draft: Draft, device: DeviceDraft, kind: PortKind): Port | undefined => {
  const specs = device.set.byKind.get(kind) ?? [];
  for (let i = device.next.get(kind) ?? 0; i < specs.length; i++) {
    const spec = specs[i]!;
    const id = `${device.id}:${spec.name}`;
    const kept = device.used.get(spec.name)?.kind ?? kind;
    if (spec.internal || kept !== kind || draft.cabled.has(id) || draft.open.has(id)) continue;
    device.next.set(kind, i);
    return usePort(device, spec.name);
  }
  return undefined;
};

/** The ports of a kind that a device always has, pools left out, that are free. */
export const fixedFreePorts = (draft: Draft, device: DeviceDraft, kind: PortKind): Port[] =>
  (device.set.byKind.get(kind) ?? [])
    .filter((spec) => !spec.pool && !spec.internal)
    .map((spec) => usePort(device, spec.name)!)
    .filter((port) => port.kind === kind && isFree(draft, port));

/** What a cable needs besides its ends. */
export interface CableFacts {
  readonly kind: CableKind;
  readonly origin: Cable['origin'];
  readonly place: Place;
  readonly route?: string;
  readonly carries?: readonly CableKind[];
}

/** Plugs a cable in. `b` is a port's, feed's or provider's id. */
export const plug = (draft: Draft, a: string, b: string, facts: CableFacts): void => {
  const cable: Cable = { id: a, a, b, ...facts };
  draft.cables.push(cable);
  draft.cabled.set(a, cable);
  if (!b.startsWith('feed:') && !b.startsWith('provider:')) draft.cabled.set(b, cable);
};

/** The device with the ports that are there: all that it always has, and those of a pool that are used. */
export const finished = (draft: Draft, device: DeviceDraft): Device => {
  const { node: _node, set, used, next: _next, ...rest } = device;
  const isUsed = (spec: PortSpec) =>
    !spec.pool || (used.has(spec.name) && draft.cabled.has(`${device.id}:${spec.name}`));
  return {
    ...rest,
    ports: set.list.filter(isUsed).map((spec) => used.get(spec.name) ?? portOf(device, spec)),
  };
};

/** The devices of a rack that have a role. */
export const ofRole = (rack: RackDraft, role: Device['role']): DeviceDraft[] =>
  rack.devices.filter((device) => hasRole(device, role));

/** The devices of a site by role, in the order of its racks. */
export const siteOfRole = (site: SiteDraft, role: Device['role']): DeviceDraft[] =>
  site.racks.flatMap((rack) => ofRole(rack, role));
