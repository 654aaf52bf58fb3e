import { enginePort, FIRST_DOOR_PORT, MOST_DOORS_PER_RENDEZVOUS, poolPrefix } from '#addressing/pools.ts';
import type { Door, Uplink } from '#model/network.ts';
import type { DeviceDraft, Draft, SiteDraft } from './draft.ts';
import { expectedNearest } from './nearest.ts';
import { child, keyPlace } from './node.ts';
import type { At } from './shape.ts';
import type { UplinkDraft } from './uplinks.ts';

/** Bytes that OpenVPN's own headers may take, rounded up; a rendezvous adds a second tunnel around the first. */
const TUNNEL_COST = 100;
const RENDEZVOUS_COST = 220;

/** Where the client connects. */
type Target = Pick<Door, 'address' | 'port' | 'rendezvous'>;

const bare = (address: string): string => address.split('/')[0]!;

/** Hands out the ports of rendezvous; gateways of several sites may share one. */
class DoorPorts {
  private readonly taken = new Map<string, Set<number>>();

  take(rendezvous: string, gateway: number): number | undefined {
    const taken = this.taken.get(rendezvous) ?? new Set<number>();
    this.taken.set(rendezvous, taken);
    let port = FIRST_DOOR_PORT + gateway - 1;
    while (taken.has(port)) port++;
    taken.add(port);
    return port < FIRST_DOOR_PORT + MOST_DOORS_PER_RENDEZVOUS ? port : undefined;
  }
}

interface DoorTools {
  readonly draft: Draft;
  readonly prefix: string;
  /** Uplinks of rendezvous by device. */
  readonly rendezvous: ReadonlyMap<string, Uplink>;
  readonly names: readonly string[];
  readonly ports: DoorPorts;
}

const unknownRendezvous = (
  draft: Draft,
  { node, value }: At<string>,
  names: readonly string[],
): undefined => {
  const near = expectedNearest(value, names);
  const hint = near === '' ? `add "${value}" to section "rendezvous"` : undefined;
  draft.report.error('unknown-rendezvous', node, `there is no rendezvous "${value}"${near}`, { hint });
  return undefined;
};

const viaRendezvous = (tools: DoorTools, entry: UplinkDraft, gateway: DeviceDraft): Target | undefined => {
  const { node, value: name } = entry.rendezvous!;
  if (!tools.names.includes(name)) return unknownRendezvous(tools.draft, entry.rendezvous!, tools.names);
  const address = tools.rendezvous.get(name)?.address;
  if (address === undefined) return undefined;
  const port = tools.ports.take(name, gateway.number);
  if (port !== undefined) return { address: bare(address), port, rendezvous: name };
  tools.draft.report.error(
    'address-overflow',
    node,
    `rendezvous "${name}" has no port left, expected fewer gateways`,
  );
  return undefined;
};

const direct = (tools: DoorTools, entry: UplinkDraft): Target | undefined => {
  const { address, inbound, id } = entry.uplink;
  if (address !== undefined && inbound) return { address: bare(address), port: enginePort(entry.engine) };
  // An address that is written but wrong is reported already.
  if (address === undefined && child(entry.node, 'address')) return undefined;
  const why = address === undefined ? 'has no address of its own' : 'takes nothing inbound';
  const hint = 'write "rendezvous", a host that the gateway dials out to';
  tools.draft.report.add(
    'warning',
    'no-door',
    keyPlace(entry.node),
    `nobody can enter over ${id}: it ${why}`,
    { hint, on: id },
  );
  return undefined;
};

const doorOf = (
  tools: DoorTools,
  site: SiteDraft,
  entry: UplinkDraft,
  gateway: DeviceDraft,
): Door | undefined => {
  const target = entry.rendezvous ? viaRendezvous(tools, entry, gateway) : direct(tools, entry);
  if (!target) return undefined;
  const cost = entry.rendezvous ? RENDEZVOUS_COST : TUNNEL_COST;
  return {
    id: gateway.id,
    gateway: gateway.id,
    site: site.site.id,
    uplink: entry.uplink.id,
    engine: entry.engine,
    ...target,
    pool: poolPrefix(tools.prefix, site.site.number, gateway.number),
    mtu: entry.uplink.mtu - cost,
  };
};

/** One door per gateway: its first management uplink that somebody can enter by. */
export const resolveDoors = (
  draft: Draft,
  prefix: string,
  sites: readonly { readonly site: SiteDraft; readonly uplinks: readonly UplinkDraft[] }[],
  rendezvous: readonly Uplink[],
): Door[] => {
  const names = [...draft.devices.values()].filter((d) => d.role === 'rendezvous').map((d) => d.id);
  const byDevice = new Map(rendezvous.map((u) => [u.device, u]));
  const tools: DoorTools = { draft, prefix, rendezvous: byDevice, names, ports: new DoorPorts() };
  const doors = new Map<string, Door>();
  for (const { site, uplinks } of sites)
    for (const entry of uplinks) {
      const gateway = draft.devices.get(entry.uplink.device);
      if (gateway?.role !== 'gateway' || entry.uplink.purpose !== 'management') continue;
      if (doors.has(gateway.id)) {
        // Rule R67 speaks of a second uplink; a name that nobody has is wrong on any.
        if (entry.rendezvous && !names.includes(entry.rendezvous.value))
          unknownRendezvous(draft, entry.rendezvous, names);
        continue;
      }
      const door = doorOf(tools, site, entry, gateway);
      if (door) doors.set(gateway.id, door);
    }
  return [...doors.values()];
};
