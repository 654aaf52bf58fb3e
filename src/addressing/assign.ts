import { ipText, parsePrefix } from '#base/ip.ts';
import type { Address, Uplink } from '#model/network.ts';
import { sameDigits, speaksIpv6 } from './ipv6.ts';
import { managementAddresses, type Planned } from './management.ts';
import { interlinkAddress } from './pools.ts';
import type { AddressProblem } from './problem.ts';
import { productionAddresses } from './production.ts';

/** Every address of a network, and what the plan could not do. */
export interface Assignment {
  readonly addresses: readonly Address[];
  readonly problems: readonly AddressProblem[];
}

/** A server's own production uplink needs no router: its address is production's. */
const outsideAddress = (network: Planned, uplink: Uplink): Address[] => {
  const prefix = uplink.address === undefined ? undefined : parsePrefix(uplink.address);
  if (!prefix) return [];
  const role = network.devices.find((d) => d.id === uplink.device)?.role;
  const inBand = role === 'server' && uplink.purpose === 'production';
  return [
    {
      ip: ipText(prefix.ip),
      length: prefix.length,
      device: uplink.device,
      port: uplink.port,
      network: inBand ? 'production' : 'outside',
      ...(uplink.site === undefined ? {} : { site: uplink.site }),
      uplink: uplink.id,
    },
  ];
};

const interlinkAddresses = (network: Planned): Address[] =>
  network.interlinks.flatMap((interlink, i) =>
    (['a', 'b'] as const).map((end) => {
      const cable = network.cables.find((c) => c.id === interlink.id);
      const device = network.devices.find((d) => d.id === interlink[end]);
      return {
        ip: interlinkAddress(network.prefix, i + 1, end),
        length: 30,
        device: interlink[end],
        port: cable?.[end] ?? interlink.id,
        network: 'interlink' as const,
        ...(device?.site === undefined ? {} : { site: device.site }),
      };
    }),
  );

const isProblem = (entry: Address | AddressProblem): entry is AddressProblem => 'code' in entry;

const collisions = (addresses: readonly Address[]): AddressProblem[] => {
  const first = new Map<string, Address>();
  return addresses.flatMap((address): AddressProblem[] => {
    const before = first.get(address.ip);
    if (!before) first.set(address.ip, address);
    if (!before || before.port === address.port) return [];
    const text = `${address.port} has address ${address.ip}, which ${before.port} has already`;
    const hint = address.network === 'management' ? 'give one of the two another "number"' : undefined;
    const on = address.network === 'management' ? address.device : (address.uplink ?? address.device);
    return [{ code: 'address-collision', text, on, before: before.device, ...(hint ? { hint } : {}) }];
  });
};

/** Networks of ours, which have IPv6 beside IPv4: no operator, provider or production has any of it. */
const DUAL: ReadonlySet<Address['network']> = new Set(['management', 'interlink']);

/** The addresses with their IPv6 ones, where the network has such and the port can. */
const dual = (network: Planned, addresses: readonly Address[]): readonly Address[] => {
  const { ipv6 } = network;
  if (!ipv6) return addresses;
  const devices = new Map(network.devices.map((device) => [device.id, device]));
  return addresses.map((address) => {
    const device = devices.get(address.device);
    const port = device?.ports.find(({ id }) => id === address.port);
    const can = DUAL.has(address.network) && device && port && speaksIpv6(ipv6, device, port);
    return can ? { ...address, ip6: sameDigits(ipv6.prefix, address.ip) } : address;
  });
};

/** The addressing plan of a network: management, outside, interlinks, production, in this order. */
export const assignAddresses = (network: Planned): Assignment => {
  const entries = [
    ...managementAddresses(network),
    ...network.uplinks.flatMap((u) => outsideAddress(network, u)),
    ...interlinkAddresses(network),
    ...productionAddresses(network),
  ];
  const addresses = entries.filter((e) => !isProblem(e)) as Address[];
  return {
    addresses: dual(network, addresses),
    problems: [...entries.filter(isProblem), ...collisions(addresses)],
  };
};
