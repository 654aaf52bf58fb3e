import { hasRole } from '#model/device.ts';
import { isIsolated } from '#model/isolation.ts';
import type { Device } from '#model/network.ts';
import type { Topology } from '#model/topology.ts';
import { type PermitRow, row } from './row.ts';

/** Which ports of a management switch pass frames to each other: isolated ones to none of their kind, the others to all. */
export const isolationRows = (topology: Topology, device: Device): PermitRow[] => {
  const ports = device.ports.filter(
    (port) => port.kind === 'management' && topology.cableAt(port.id) !== undefined,
  );
  const names = (isolated: boolean) =>
    ports.filter((port) => isIsolated(topology, port.id) === isolated).map((port) => port.name);
  // A box that is gateway or jumphost as well must be reached by whoever it manages.
  const central = hasRole(device, 'gateway', 'jumphost');
  const [apart, open] = [names(true), names(false)];
  const between = { direction: 'ports', leg: '-', state: '-' } as const;
  const all = { from: 'all ports', sources: [...open, ...apart] };
  const permitted = row(device.id, 'devices reach gateways, jumphosts and the way to them', {
    ...between,
    ...all,
    to: 'ports not isolated',
    destinations: open,
  });
  const denied = row(
    device.id,
    `isolated ports, all others${central ? '' : ' and the own address'}: devices do not reach each other`,
    {
      ...between,
      action: 'deny',
      from: 'isolated ports',
      sources: apart,
      to: 'isolated ports',
      destinations: apart,
    },
  );
  // Without ports of a kind their line would read as any.
  return [...(open.length > 0 ? [permitted] : []), ...(apart.length > 0 ? [denied] : [])];
};
