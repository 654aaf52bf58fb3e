import type { Network } from '#model/network.ts';
import type { Observed } from '#model/observed.ts';
import type { Names } from './names.ts';
import { portOf } from './port-names.ts';

/** Whose a MAC address is: the ports of the inventory that may have it, and where it was said. */
export interface Macs {
  readonly ports: (mac: string) => readonly string[];
}

/** MAC addresses by an address of the plan (neighbour tables) and by the device's own list of its interfaces. */
export const macsOf = (network: Network, observed: Observed, names: Names): Macs => {
  const devices = new Map(network.devices.map((d) => [d.id, d]));
  const known = new Map<string, Set<string>>();
  const add = (mac: string, port: string): void => {
    const ports = known.get(mac) ?? new Set();
    known.set(mac, ports.add(port));
  };
  for (const { mac, address } of observed.bindings) {
    const owner = names.address(address);
    if (owner) add(mac, owner.port);
  }
  for (const { mac, device, port } of observed.ports) {
    const match = mac === undefined ? undefined : names.device(device);
    if (match?.kind !== 'one') continue;
    const own = portOf(devices.get(match.id)!, port);
    if (own.kind === 'one') add(mac!, own.id);
  }
  return { ports: (mac) => [...(known.get(mac) ?? [])] };
};
