import { perObject } from '#base/memo.ts';
import type { Address, Network } from '#model/network.ts';

/** The own address of each device: management, on a port that is not a BMC, and not the one that a pair shares. */
export const ownAddresses = perObject((network: Network): ReadonlyMap<string, Address> => {
  const shared = new Set(network.pairs.map((pair) => pair.shared));
  const bmcs = new Set(
    network.devices.flatMap((d) => d.ports.filter((p) => p.kind === 'bmc')).map((p) => p.id),
  );
  const own = network.addresses.filter(
    (a) => a.network === 'management' && !shared.has(a.ip) && !bmcs.has(a.port),
  );
  return new Map(own.map((address) => [address.device, address] as const));
});

/** An address and the IPv6 one beside it, as far as there are any. */
export const bothOf = (address: Address | undefined): string[] =>
  [address?.ip, address?.ip6].filter((ip) => ip !== undefined);
