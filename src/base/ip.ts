/**
 * IP addresses and prefixes as values: 4 or 6 is the version, the number is a bigint, so that IPv6 fits
 * wherever IPv4 does. Parsing is strict (no leading zeros, no short forms of IPv4).
 */
export interface Ip {
  readonly version: 4 | 6;
  readonly value: bigint;
}

export interface Prefix {
  readonly ip: Ip;
  readonly length: number;
}

const bits = (version: 4 | 6): number => (version === 4 ? 32 : 128);

const parse4 = (text: string): Ip | undefined => {
  const parts = text.split('.');
  if (parts.length !== 4) return undefined;
  let value = 0n;
  for (const part of parts) {
    if (!/^(0|[1-9]\d{0,2})$/.test(part) || Number(part) > 255) return undefined;
    value = value * 256n + BigInt(part);
  }
  return { version: 4, value };
};

const groups6 = (text: string): string[] | undefined => {
  if (text === '') return [];
  const groups = text.split(':');
  return groups.every((g) => /^[0-9a-f]{1,4}$/i.test(g)) ? groups : undefined;
};

const parse6 = (text: string): Ip | undefined => {
  const halves = text.split('::');
  if (halves.length > 2) return undefined;
  const head = groups6(halves[0] ?? '');
  const tail = halves.length === 2 ? groups6(halves[1] ?? '') : [];
  if (!head || !tail) return undefined;
  const missing = 8 - head.length - tail.length;
  if (halves.length === 2 ? missing < 1 : missing !== 0) return undefined;
  const all = [...head, ...Array<string>(halves.length === 2 ? missing : 0).fill('0'), ...tail];
  return { version: 6, value: all.reduce((sum, g) => sum * 65536n + BigInt(`0x${g}`), 0n) };
};

/** The address that the text spells, or undefined. */
export const parseIp = (text: string): Ip | undefined => (text.includes(':') ? parse6(text) : parse4(text));

/** The address and length of `10.1.0.2/16`; the address need not be the network's first. Undefined if malformed. */
export const parsePrefix = (text: string): Prefix | undefined => {
  const match = /^([^/]+)\/(0|[1-9]\d{0,2})$/.exec(text);
  const ip = match ? parseIp(match[1]!) : undefined;
  if (!ip) return undefined;
  const length = Number(match![2]);
  return length <= bits(ip.version) ? { ip, length } : undefined;
};

const text6 = (value: bigint): string => {
  const groups = Array.from({ length: 8 }, (_, i) => Number((value >> BigInt(16 * (7 - i))) & 0xffffn));
  let best = { at: -1, size: 1 };
  for (let at = 0; at < 8; at++) {
    let size = 0;
    while (at + size < 8 && groups[at + size] === 0) size++;
    if (size > best.size) best = { at, size };
  }
  const hex = groups.map((g) => g.toString(16));
  if (best.at < 0) return hex.join(':');
  return `${hex.slice(0, best.at).join(':')}::${hex.slice(best.at + best.size).join(':')}`;
};

/** Canonical text (RFC 5952 for IPv6). */
export const ipText = (ip: Ip): string =>
  ip.version === 6
    ? text6(ip.value)
    : [24n, 16n, 8n, 0n].map((shift) => String((ip.value >> shift) & 255n)).join('.');

const mask = (prefix: Prefix): bigint => {
  const host = BigInt(bits(prefix.ip.version) - prefix.length);
  return ((1n << BigInt(bits(prefix.ip.version))) - 1n) ^ ((1n << host) - 1n);
};

/** First and last address of the network that the prefix lies in. */
export const prefixRange = (prefix: Prefix): { first: bigint; last: bigint } => {
  const first = prefix.ip.value & mask(prefix);
  return { first, last: first + (1n << BigInt(bits(prefix.ip.version) - prefix.length)) - 1n };
};

/** `10.1.0.0/16`: the network, with host bits cleared. */
export const networkText = (prefix: Prefix): string =>
  `${ipText({ version: prefix.ip.version, value: prefixRange(prefix).first })}/${prefix.length}`;

/** The n-th address of the network (0 is the network address itself). */
export const nthAddress = (prefix: Prefix, n: number): Ip => ({
  version: prefix.ip.version,
  value: prefixRange(prefix).first + BigInt(n),
});

/** Whether the address lies in the network. */
export const contains = (prefix: Prefix, ip: Ip): boolean => {
  const range = prefixRange(prefix);
  return ip.version === prefix.ip.version && ip.value >= range.first && ip.value <= range.last;
};

/** Whether two networks share an address. */
export const overlaps = (a: Prefix, b: Prefix): boolean => {
  if (a.ip.version !== b.ip.version) return false;
  const [ra, rb] = [prefixRange(a), prefixRange(b)];
  return ra.first <= rb.last && rb.first <= ra.last;
};

const PRIVATE = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', 'fc00::/7'].map((p) => parsePrefix(p)!);

/** Whether the address is private: RFC 1918 section 3, RFC 4193 section 3. */
export const isPrivate = (ip: Ip): boolean => PRIVATE.some((prefix) => contains(prefix, ip));
