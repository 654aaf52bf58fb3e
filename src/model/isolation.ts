import { type Device, hasRole } from './device.ts';
import type { SwitchPath, Topology } from './topology.ts';

/** Which ports of management switches are isolated: two such ports of one switch pass nothing to each other. */

/** Whether a management switch limits broadcasts at its ports, by its own `storm-control`. */
export const limitsStorms = (device: Pick<Device, 'role' | 'stormControl'>): boolean =>
  device.role === 'management-switch' && device.stormControl === true;

/** Who must be reached by everything inside. */
const central = (device: Device): boolean => hasRole(device, 'gateway', 'jumphost');

const middles = new WeakMap<Topology, Map<string, string | undefined>>();

/** Gateways and jumphosts that hang on each management switch of a site. */
const centralBySwitch = (topology: Topology, site: string): Map<string, number> => {
  const counts = new Map<string, number>();
  for (const device of topology.network.devices)
    if (device.site === site && hasRole(device, 'management-switch')) counts.set(device.id, 0);
  for (const device of topology.network.devices.filter((d) => d.site === site && central(d)))
    for (const port of device.ports) {
      const at = port.kind === 'bmc' ? undefined : topology.attachment(port.id)?.switch;
      if (at !== undefined && counts.has(at)) counts.set(at, counts.get(at)! + 1);
    }
  return counts;
};

const findMiddle = (topology: Topology, site: string): string | undefined => {
  const counts = centralBySwitch(topology, site);
  const main = topology.network.sites.find((s) => s.id === site)?.mainRack;
  const rank = (id: string): number => 2 * counts.get(id)! + (topology.device(id).rack === main ? 1 : 0);
  return [...counts.keys()].reduce<string | undefined>(
    (best, id) => (best === undefined || rank(id) > rank(best) ? id : best),
    undefined,
  );
};

/** The middle of a site's star: the management switch that most gateways and jumphosts hang on. */
export const middleSwitch = (topology: Topology, site: string): string | undefined => {
  const known = middles.get(topology) ?? new Map<string, string | undefined>();
  middles.set(topology, known);
  if (!known.has(site)) known.set(site, findMiddle(topology, site));
  return known.get(site);
};

const towardsMiddle = (topology: Topology, from: Device, to: string): boolean => {
  const middle = from.site === undefined ? undefined : middleSwitch(topology, from.site);
  return middle !== undefined && topology.switchPath(from.id, middle)?.switches[1] === to;
};

/**
 * Whether the port of a management switch is isolated: each is, except those of gateways and jumphosts, and the one
 * that leads to the middle of the star. So everything reaches gateways and jumphosts, and nothing else.
 */
export const isIsolated = (topology: Topology, port: string): boolean => {
  const all = isolated.get(topology) ?? new Map<string, boolean>();
  isolated.set(topology, all);
  const known = all.get(port) ?? judged(topology, port);
  all.set(port, known);
  return known;
};

const isolated = new WeakMap<Topology, Map<string, boolean>>();

const judged = (topology: Topology, port: string): boolean => {
  const peer = topology.peer(port);
  if (!peer) return true;
  const [own, other] = [topology.device(topology.port(port).device), topology.device(peer.device)];
  if (hasRole(other, 'management-switch') && !peer.separate) return !towardsMiddle(topology, own, other.id);
  return !central(other) || peer.kind === 'bmc';
};

/** The end of a cable on that device. */
const endOn = (topology: Topology, cable: string, device: string): string | undefined => {
  const found = topology.cableAt(cable);
  return found && [found.a, found.b].find((id) => topology.port(id).device === device);
};

/**
 * The management switch on the way between two ports at which both ways in and out are isolated, so that nothing
 * passes; undefined where frames pass. `ends` are the cables from the two ports to the first and last switch; a
 * switch's own address has none, and is isolated, unless the box is a gateway or jumphost as well.
 */
export const blockedAt = (
  topology: Topology,
  { switches, cables }: SwitchPath,
  ends: readonly [string | undefined, string | undefined],
): string | undefined => {
  const line = [ends[0], ...cables, ends[1]];
  const closed = (cable: string | undefined, at: string): boolean => {
    const port = cable === undefined ? undefined : endOn(topology, cable, at);
    return port === undefined ? !central(topology.device(at)) : isIsolated(topology, port);
  };
  return switches.find(
    (at, n) =>
      hasRole(topology.device(at), 'management-switch') && closed(line[n], at) && closed(line[n + 1], at),
  );
};
