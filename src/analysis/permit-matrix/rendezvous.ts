import { gatewayTunnelAddress, RENDEZVOUS_PORT, serverPort } from '#addressing/pools.ts';
import type { Device, Network } from '#model/network.ts';
import { PING, SSH } from '../permits.ts';
import { knockers } from './knockers.ts';
import { askedRows } from './out.ts';
import { denied, type PermitRow, row, serviceOf } from './row.ts';

/** What a rendezvous lets in, and forwards without being able to read it. */
export const rendezvousRows = (network: Network, device: Device): PermitRow[] => {
  const doors = network.doors.filter((door) => door.rendezvous === device.id);
  const operators = { from: "operators' networks", sources: network.places.map((place) => place.prefix) };
  const outside = { leg: 'outside', to: device.id } as const;
  return [
    ...(doors.length > 0
      ? [row(device.id, "gateways' tunnels", { ...outside, protocol: 'udp', port: RENDEZVOUS_PORT })]
      : []),
    row(device.id, "operators' networks only", { ...outside, ...operators, ...serviceOf(SSH) }),
    row(device.id, 'ping', { ...outside, ...operators, ...serviceOf(PING) }),
    denied(device.id, 'in'),
    ...doors.map((door) =>
      row(device.id, `door ${door.id}: to ${gatewayTunnelAddress(network, door)} port ${serverPort(door)}`, {
        direction: 'through',
        leg: 'outside',
        ...knockers(network),
        to: door.gateway,
        destinations: [door.address],
        protocol: 'udp',
        port: door.port,
      }),
    ),
    denied(device.id, 'through'),
    ...askedRows(network, device.id, device.site),
  ];
};
