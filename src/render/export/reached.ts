import type { Address, Device, Network } from '#model/network.ts';
import { uniqueNames } from '../_host-names.ts';
import { renderContext } from '../context.ts';
import { sshAliases } from '../ssh-config.ts';

/** A system as an operator reaches it: the plain name of `ssh_config`, with the address and jumphost behind it. */
export interface Reached {
  /** `zrh1/r01/srv01`, or `zrh1/r01/srv01:bmc` */
  readonly id: string;
  /** `srv01.r01.zrh1`, `srv01-bmc.r01.zrh1`: a host name, nobody else's. */
  readonly name: string;
  readonly device: Device;
  /** The device's role; `bmc` for the BMC in it. */
  readonly role: string;
  readonly address: string;
  /** Its IPv6 address, if it has one. */
  readonly address6?: string;
  readonly network: Address['network'];
  /** Address of the jumphost to pass through, if any. */
  readonly jump?: string;
}

/** No key is in any of these documents. */
const NOTHING = { hostKeys: {}, certificates: {}, breakGlassKeys: {}, crl: '' };

/** Every system that operators log in to, once, by its plain name; in the order of the plan. */
export const reachedSystems = (network: Network): Reached[] => {
  const devices = new Map(network.devices.map((device) => [device.id, device]));
  const bmcs = new Map(
    network.devices.flatMap((device) =>
      device.ports.filter((port) => port.kind === 'bmc').map((port) => [port.id, device] as const),
    ),
  );
  const addresses = new Map(network.addresses.map((address) => [address.ip, address]));
  const plain = sshAliases(renderContext(network, NOTHING)).filter(
    ({ name }) => devices.has(name) || bmcs.has(name),
  );
  const names = uniqueNames(plain.map((alias) => alias.name));
  return plain.map(({ name: id, address, jump }) => {
    const planned = addresses.get(address)!;
    const device = (devices.get(id) ?? bmcs.get(id))!;
    return {
      id,
      name: names.get(id)!,
      device,
      role: bmcs.has(id) ? 'bmc' : device.role,
      address,
      ...(planned.ip6 === undefined ? {} : { address6: planned.ip6 }),
      network: planned.network,
      ...(jump === undefined ? {} : { jump }),
    };
  });
};
