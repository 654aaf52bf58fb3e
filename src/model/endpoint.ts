import type { Address, Device, Network, Port } from './network.ts';

/**
 * What answers at an address: a device's own operating system, its BMC, or the management namespace of a
 * server without BMC. Each has its own ssh host key.
 */
export interface Endpoint {
  readonly address: Address;
  readonly device: Device;
  readonly port: Port;
  /** `zrh1/r01/srv01`, `zrh1/r01/srv01:bmc` or `zrh1/r01/srv02:mgmt`: who owns the host key. */
  readonly host: string;
}

/** The host key's owner behind a port: a BMC and a management namespace are hosts of their own. */
export const hostOf = (device: Device, port: Port): string =>
  port.kind === 'bmc' || (port.kind === 'management' && device.management === 'namespace')
    ? port.id
    : device.id;

/** Every address of the network with what answers there, in the plan's order. */
export const endpoints = (network: Network): Endpoint[] => {
  const devices = new Map(network.devices.map((d) => [d.id, d]));
  return network.addresses.map((address) => {
    const device = devices.get(address.device)!;
    const port = device.ports.find((p) => p.id === address.port)!;
    return { address, device, port, host: hostOf(device, port) };
  });
};
