import { contains, type Ip, ipText, networkText, parseIp, parsePrefix, prefixRange } from '#base/ip.ts';
import { must } from '#base/result.ts';
import type { DualStack } from '#model/dual-stack.ts';
import type { Device, Network, Port } from '#model/network.ts';
import { digits, knownPlan, SHARED_HOST } from './plan.ts';

/**
 * The second address: the last three numbers of the IPv4 address, written as they are. `10.1.7.102` is `fd12:3456:789a:1::7:102`, so
 * the groups read as decimal and hold no letter. A site is a /64 (RFC 4291 section 2.5.1), its subnet the site's number.
 */

/** RFC 4193 section 3.1: locally assigned unique local addresses; the rest of fc00::/7 is not defined. */
const LOCAL = must(parsePrefix('fd00::/8'), 'fd00::/8');
/** RFC 4193 section 3.1: 8 bits, and 40 of the Global ID; 16 are left for subnets. */
export const ULA_LENGTH = 48;
/** A network of the plan that is no site's: `10.200.1.0/30` is `fd12:3456:789a:200::1:0/112`. */
const SMALL = 112;

/** What is wrong with a prefix for the second addresses, in a sentence's ends; empty: nothing. */
export const ulaProblems = (text: string): string[] => {
  const prefix = parsePrefix(text);
  if (prefix?.ip.version !== 6) return ['it is not an IPv6 prefix'];
  const { first } = prefixRange(prefix);
  return [
    ...(contains(LOCAL, prefix.ip) ? [] : ['it is not of fd00::/8, which RFC 4193 sets apart for local use']),
    ...(prefix.length === ULA_LENGTH ? [] : [`its length is ${prefix.length}, not ${ULA_LENGTH}`]),
    ...(prefix.ip.value === first ? [] : ['it has host bits']),
    ...((first >> 80n) % (1n << 40n) === 0n ? ['its 40 bits after "fd" are zero, not random'] : []),
  ];
};

/** The prefix as RFC 5952 writes it. */
export const ulaText = (text: string): string => networkText(must(parsePrefix(text), text));

const base = (prefix: string): bigint => prefixRange(must(parsePrefix(prefix), prefix)).first;

/** 102 as the group that reads "102". */
const asRead = (digit: bigint): bigint => BigInt(`0x${digit}`);
/** And back; undefined for a group with a letter in it, or one above 255. */
const asSaid = (group: bigint): bigint | undefined => {
  const text = group.toString(16);
  return /^\d{1,3}$/.test(text) && Number(text) <= 255 ? BigInt(text) : undefined;
};

/** The IPv6 address with the digits of an IPv4 one: `fd12:3456:789a:1::7:102` for `10.1.7.102`. */
export const sameDigits = (prefix: string, ip: string): string => {
  const { value } = must(parseIp(ip), `address "${ip}"`);
  const [site, rack, host] = [16n, 8n, 0n].map((shift) => asRead((value >> shift) & 255n)) as [
    bigint,
    bigint,
    bigint,
  ];
  return ipText({ version: 6, value: base(prefix) + (site << 64n) + (rack << 16n) + host });
};

/** The link-local address with those digits: `fe80::7:102`. */
export const linkLocal = (ip: string): string => sameDigits('fe80::/48', ip.replace(/^\d+\.\d+/, '0.0'));

/** The IPv4 address with the digits of an IPv6 one; undefined if it has none, or is of another prefix. */
export const digitsBack = (
  { prefix, ipv6 }: Pick<Network, 'prefix' | 'ipv6'>,
  ip: Ip,
): string | undefined => {
  if (!ipv6 || ip.version !== 6 || ip.value >> 80n !== base(ipv6.prefix) >> 80n) return undefined;
  const [site, rack, host] = [64n, 16n, 0n].map((shift) => asSaid((ip.value >> shift) & 0xffffn));
  const between = (ip.value >> 32n) & 0xffffffffn;
  if (site === undefined || rack === undefined || host === undefined || between !== 0n) return undefined;
  const first = BigInt(knownPlan(prefix).base) & 0xff000000n;
  return ipText({ version: 4, value: first + (site << 16n) + (rack << 8n) + host });
};

/** The network of a site: `fd12:3456:789a:1::/64`. */
export const siteNetwork6 = (
  { prefix, ipv6 }: Pick<Network, 'prefix' | 'ipv6'>,
  site: number,
): string | undefined => ipv6 && `${sameDigits(ipv6.prefix, digits(knownPlan(prefix), site, 0, 0))}/64`;

/** The address that the gateways of a site share. */
export const sharedAddress6 = (prefix: string, ipv6: DualStack, site: number): string =>
  sameDigits(ipv6.prefix, digits(knownPlan(prefix), site, 0, SHARED_HOST));

/** The length of an address beside an IPv4 one of this length. */
export const length6 = (length: number): number => (length === 16 ? 64 : SMALL);

/**
 * Whether a management port has an IPv6 address where the network has any: its own word, else its device's, else its type's. Where
 * nobody says, what runs an operating system of ours or a server's has one, and "special devices (like IPMI adapters)" have none (T52).
 */
export const speaksIpv6 = (
  ipv6: DualStack,
  device: Pick<Device, 'ipv6' | 'type' | 'rendered' | 'role'>,
  port: Pick<Port, 'ipv6' | 'kind'>,
): boolean =>
  port.ipv6 ??
  device.ipv6 ??
  ipv6.types[device.type ?? ''] ??
  (port.kind !== 'bmc' && (device.rendered || device.role === 'server'));
