import { ipText, networkText, nthAddress, type Prefix, parsePrefix } from '#base/ip.ts';

/** The prefix that the text spells; rendering works on checked networks, so a miss is a programmer's mistake. */
export const prefixOf = (text: string): Prefix => {
  const prefix = parsePrefix(text);
  if (!prefix) throw new Error(`"${text}" is not a prefix`);
  return prefix;
};

/** The first host of the network that the prefix lies in. */
export const firstHost = (prefix: Prefix): string => ipText(nthAddress(prefix, 1));

/** `10.1.0.0/16` for the address `10.1.2.102` and length 16. */
export const networkOf = (ip: string, length: number): string => networkText(prefixOf(`${ip}/${length}`));

/** `255.255.255.0` for 24. IPv4 only, as OpenVPN's `ifconfig` and `route` want it. */
export const netmask = (length: number): string =>
  [0, 8, 16, 24].map((at) => 256 - 2 ** (8 - Math.min(8, Math.max(0, length - at)))).join('.');

/** `10.1.0.0 255.255.0.0`, the way that OpenVPN writes a network. */
export const spelledOut = (prefix: string): string => {
  const { length } = prefixOf(prefix);
  return `${networkText(prefixOf(prefix)).replace(/\/.*/, '')} ${netmask(length)}`;
};
