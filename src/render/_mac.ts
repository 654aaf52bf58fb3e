import { parseIp } from '#base/ip.ts';
import { must } from '#base/result.ts';

/**
 * The MAC address of an interface that we make: locally administered (IEEE 802, the second bit of the first byte), with the IPv4 address in
 * it (the last 32 bits of an IPv6 one). The same after every boot: with a new one, neighbours would keep the old for as long as
 * they take it for reachable, up to 45 s and the probes after it.
 */
export const stableMac = (address: string): string => {
  const low = must(parseIp(address), `address "${address}"`).value & 0xffffffffn;
  const bytes = low.toString(16).padStart(8, '0').match(/../g) ?? [];
  return ['02', '00', ...bytes].join(':');
};
