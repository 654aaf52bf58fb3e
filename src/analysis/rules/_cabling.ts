import type { Place } from '#base/place.ts';
import { hasRole } from '#model/device.ts';
import type { Cable, Device, Port, PortKind, UplinkPurpose } from '#model/network.ts';
import type { RuleContext } from './rule.ts';

/** A port with its cable. */
export interface Cabled {
  readonly port: Port;
  readonly cable: Cable;
}

/** The device's ports of these kinds that have a cable. */
export const cabled = ({ topology }: RuleContext, device: Device, kinds: readonly PortKind[]): Cabled[] =>
  device.ports
    .filter((port) => kinds.includes(port.kind))
    .flatMap((port) => {
      const cable = topology.cableAt(port.id);
      return cable ? [{ port, cable }] : [];
    });

/** Where a fault of a device's cabling is written: the first of these cables that a person wrote, or else the device. */
export const writtenAt = (device: Device, cables: readonly (Cable | undefined)[]): Place =>
  cables.find((cable) => cable?.origin === 'written')?.place ?? device.place;

/** Ports that carry packets of the device itself. */
export const NETWORK_PORTS = ['data', 'management', 'bmc', 'meta', 'uplink'] as const;

const carries = (
  { topology }: RuleContext,
  port: Port,
  purpose: UplinkPurpose,
  kinds: readonly PortKind[],
) => {
  const uplink = topology.uplinkAt(port.id);
  return uplink ? uplink.purpose === purpose : kinds.includes(port.kind);
};

/** Cabled ports of a server that carry its service: data ports, and a production uplink that ends on it. */
export const productionPorts = (context: RuleContext, server: Device): Cabled[] =>
  cabled(context, server, NETWORK_PORTS).filter(({ port }) => carries(context, port, 'production', ['data']));

/** Cabled ports by which a server is managed: its BMC, a management port, a landlord's management LAN. */
export const managementPorts = (context: RuleContext, server: Device): Cabled[] =>
  cabled(context, server, NETWORK_PORTS).filter(({ port }) =>
    carries(context, port, 'management', ['bmc', 'management']),
  );

/** Whether the port hangs on a management switch, or on a landlord's management LAN. */
export const isOnManagement = ({ topology }: RuleContext, port: Port): boolean => {
  if (topology.uplinkAt(port.id)?.landlord) return true;
  const at = topology.attachment(port.id);
  return at !== undefined && hasRole(topology.device(at.switch), 'management-switch');
};

/** Whether a console port of it is on a console server. */
export const hasSerialLine = ({ topology }: RuleContext, device: Device): boolean =>
  device.ports.some((port) => port.kind === 'console' && topology.peer(port.id)?.kind === 'console-server');

/** Where a cabled port ends, for messages: a device, or a provider. */
export const farEnd = ({ topology }: RuleContext, { port, cable }: Cabled): string =>
  topology.peer(port.id)?.device ?? (cable.a === port.id ? cable.b : cable.a).replace(/^[a-z]+:/, '');

/**
 * Whether the device has a management port that is open only because its site has no management switch. Then that is
 * what there is to say (R01), not what the device lacks.
 */
export const waitsForSwitch = (context: RuleContext, device: Device): boolean =>
  context.network.scenario !== 'a' &&
  device.site !== undefined &&
  device.bmc !== 'shared' &&
  context.devicesAt(device.site, 'management-switch').length === 0 &&
  device.ports.some((p) => ['bmc', 'management'].includes(p.kind) && !context.topology.cableAt(p.id));
