import type { Door, Network } from '#model/network.ts';
import type { Topology } from '#model/topology.ts';
import type { Repair } from './kind.ts';

/** The devices at the ends of a cable, as ways to do something about it. */
export const endDevices = (topology: Topology, cable: string): string[] => {
  const found = topology.cableAt(cable);
  const ends = found ? [found.a, found.b] : [];
  return ends
    .filter((end) => !end.startsWith('provider:') && !end.startsWith('feed:'))
    .map((end) => topology.port(end).device);
};

/** Log in, or take the console, of each of the devices. */
export const loginTo = (devices: readonly string[]): Repair['remote'] => [
  ...devices.map((device) => ({ verb: 'ssh' as const, device })),
  ...devices.map((device) => ({ verb: 'console' as const, device })),
];

/** Doors with certificates; WireGuard has keys, which know no day, and asks no clock of a gateway. */
export const openvpnDoors = ({ doors }: Network): Door[] =>
  doors.filter(({ engine }) => engine === 'openvpn');
