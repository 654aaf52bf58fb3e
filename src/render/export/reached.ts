import type { Address, Device, Network } from '#model/network.ts';
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
  readonly network: Address['network'];
  /** Address of the jumphost to pass through, if any. */
  readonly jump?: string;
}

/** Most letters of a label of a host name (RFC 1035 section 2.3.4). */
const LONGEST = 63;

const label = (text: string): string =>
  text
    .replace(/[^A-Za-z0-9-]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, LONGEST) || 'x';

/** `zrh1/r01/srv01:bmc` as `srv01-bmc.r01.zrh1`: the most particular first, as in DNS. */
const hostName = (id: string): string => {
  const [path = '', port] = id.split(/:(.*)/s);
  const [own = '', ...above] = path.split('/').reverse();
  return [port === undefined ? own : `${own}-${port}`, ...above].map(label).join('.').toLowerCase();
};

/** The same for all, and a number behind what would be somebody else's name. */
const uniqueNames = (ids: readonly string[]): Map<string, string> => {
  const taken = new Set<string>();
  const names = new Map<string, string>();
  for (const id of ids) {
    const [first = '', ...rest] = hostName(id).split('.');
    const variant = (n: number): string => [n === 1 ? first : `${first}-${n}`, ...rest].join('.');
    let n = 1;
    while (taken.has(variant(n))) n++;
    taken.add(variant(n));
    names.set(id, variant(n));
  }
  return names;
};

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
  const networks = new Map(network.addresses.map((address) => [address.ip, address.network]));
  const plain = sshAliases(renderContext(network, NOTHING)).filter(
    ({ name }) => devices.has(name) || bmcs.has(name),
  );
  const names = uniqueNames(plain.map((alias) => alias.name));
  return plain.map(({ name: id, address, jump }) => {
    const device = (devices.get(id) ?? bmcs.get(id))!;
    return {
      id,
      name: names.get(id)!,
      device,
      role: bmcs.has(id) ? 'bmc' : device.role,
      address,
      network: networks.get(address)!,
      ...(jump === undefined ? {} : { jump }),
    };
  });
};
