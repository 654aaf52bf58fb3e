import { hasRole } from '#model/device.ts';
import type { Device, Network } from '#model/network.ts';
import { type Topology, topologyOf } from '#model/topology.ts';
import { gatewayRows } from './gateway.ts';
import { jumphostRows } from './jumphost.ts';
import { managedRows } from './managed.ts';
import { isolationRows } from './management-switch.ts';
import { rendezvousRows } from './rendezvous.ts';
import { type PermitRow, withoutStrangers } from './row.ts';

const deviceRows = (network: Network, topology: Topology, device: Device): PermitRow[] => {
  const isolation = hasRole(device, 'management-switch') ? isolationRows(topology, device) : [];
  if (device.role === 'gateway') return [...isolation, ...gatewayRows(network, topology, device)];
  if (hasRole(device, 'jumphost')) return [...isolation, ...jumphostRows(network, device)];
  if (device.role === 'rendezvous') return rendezvousRows(network, device);
  return [...isolation, ...managedRows(network, device)];
};

const ANYBODY = new Set(['any', 'within']);

/** An empty zone permits nobody: such a line is left out, since no sources at all would read as any. */
const permitsSomebody = ({ action, direction, from, sources, to, destinations }: PermitRow): boolean =>
  action !== 'permit' ||
  // What a device starts comes from itself, what comes to it goes to itself.
  ((sources.length > 0 || ANYBODY.has(from) || direction === 'out') &&
    (destinations.length > 0 || ANYBODY.has(to) || direction === 'in'));

/**
 * Who may reach what, device by device, whether we render it or another vendor's tool does: the truth that the packet filters are rendered
 * from, see `permits.ts`, and the port isolation of management switches.
 */
export const permitMatrix = (
  network: Network,
  wanted: (device: string) => boolean = () => true,
): PermitRow[] => {
  const topology = topologyOf(network);
  return network.devices
    .filter((d) => wanted(d.id))
    .flatMap((device) =>
      deviceRows(network, topology, device)
        .filter(permitsSomebody)
        .map(withoutStrangers)
        .filter(permitsSomebody),
    );
};
