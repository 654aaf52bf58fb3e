import type { WhatIf } from '#analysis/whatif.ts';
import { naturalCompare } from '#base/natural.ts';
import type { State, Verb } from '#model/failure.ts';
import type { Cable, Device, Network, PortKind } from '#model/network.ts';
import { topologyOf } from '#model/topology.ts';
import { looksBy } from '../map/device-nodes.ts';
import { hitsOf } from '../map/failed.ts';
import { linksOf } from '../map/links.ts';
import type { MapWhatIf } from '../map/model.ts';
import { whatIfOf } from '../map/what-if.ts';

/** One cable of a device, by its two ends. */
export interface Lead {
  readonly port: string;
  /** Port, feed or provider at the other end, as one says it beside the rack: `msw1:p3`, `feed A`. */
  readonly to: string;
  readonly cable: string;
  readonly failed: readonly string[];
}

export interface PowerLead extends Lead {
  /** Names of the feeds behind the PDU. */
  readonly feeds: readonly string[];
}

/** One device in its rack. */
export interface Mounted {
  readonly device: string;
  readonly name: string;
  readonly role: string;
  readonly management: readonly Lead[];
  readonly console: readonly Lead[];
  readonly power: readonly PowerLead[];
  /** Of which of the three it has ports, plugged in or not. */
  readonly has: readonly ('management' | 'console' | 'power')[];
  readonly state?: State;
  readonly lost?: readonly Verb[];
  readonly failed: readonly string[];
}

/** A rack as a cabinet, from top to bottom. */
export interface Elevation {
  readonly rack: string;
  readonly network: string;
  /** Whether heights are known. The inventory has none so far, so that the order is ours. */
  readonly positions: 'unknown';
  readonly devices: readonly Mounted[];
  readonly whatIf?: MapWhatIf;
}

/** From top to bottom where nobody has said otherwise. */
const ORDER: readonly string[] = [
  'router',
  'gateway',
  'jumphost',
  'console-server',
  'switch',
  'management-switch',
  'meta-switch',
  'server',
  'pdu',
];
const OWN_MANAGEMENT: ReadonlySet<PortKind> = new Set<PortKind>(['management', 'bmc']);

const inOrder = (a: Device, b: Device): number =>
  ORDER.indexOf(a.role) - ORDER.indexOf(b.role) || naturalCompare(a.name, b.name);

/** Ends in the rack lose its name, ends in the site that of the site. */
const near = (end: string, device: Device): string => {
  if (end.startsWith('feed:')) return `feed ${end.slice(end.lastIndexOf('/') + 1)}`;
  if (end.startsWith('provider:')) return end.slice('provider:'.length);
  for (const prefix of [device.rack, device.site])
    if (prefix !== undefined && end.startsWith(`${prefix}/`)) return end.slice(prefix.length + 1);
  return end;
};

const kindsOf = (device: Device, manages: (kind: PortKind) => boolean): Mounted['has'] => [
  ...(device.ports.some(({ kind }) => manages(kind)) ? ['management' as const] : []),
  ...(['console', 'power'] as const).filter((kind) => device.ports.some((port) => port.kind === kind)),
];

/** The rack with every device's management port, console port and power; undefined if there is no such rack. */
export const elevationOf = (network: Network, rack: string, result?: WhatIf): Elevation | undefined => {
  if (!network.racks.some((one) => one.id === rack)) return undefined;
  const [links, topology, looks] = [linksOf(network), topologyOf(network), looksBy(result)];
  const hits = hitsOf(network, result?.failures ?? []);
  const lead = (device: Device, port: string, cable: Cable): Lead => ({
    port: port.slice(device.id.length + 1),
    to: near(cable.a === port ? cable.b : cable.a, device),
    cable: cable.id,
    failed: hits.cables.get(cable.id) ?? [],
  });
  const leads = (device: Device, has: (kind: PortKind) => boolean): Lead[] =>
    device.ports.flatMap((port) => {
      const cable = has(port.kind) ? topology.cableAt(port.id) : undefined;
      return cable ? [lead(device, port.id, cable)] : [];
    });
  const power = (device: Device): PowerLead[] =>
    leads(device, (kind) => kind === 'power').map((one) => {
      const far = links.farEnd(topology.cableAt(`${device.id}:${one.port}`)!, device.id);
      const feeds = far.startsWith('feed:') ? [far.slice(far.lastIndexOf('/') + 1)] : links.feedsOf(far);
      return { ...one, feeds };
    });
  const mounted = network.devices
    .filter((device) => device.rack === rack)
    .sort(inOrder)
    .map((device): Mounted => {
      const manages = (kind: PortKind): boolean =>
        OWN_MANAGEMENT.has(kind) && device.role !== 'management-switch';
      return {
        device: device.id,
        name: device.name,
        role: device.role,
        management: leads(device, manages),
        console: leads(device, (kind) => kind === 'console'),
        power: power(device),
        has: kindsOf(device, manages),
        ...looks.get(device.id),
        failed: hits.devices.get(device.id) ?? [],
      };
    });
  const whatIf = result ? { whatIf: whatIfOf(result) } : {};
  return { rack, network: network.name, positions: 'unknown', devices: mounted, ...whatIf };
};
