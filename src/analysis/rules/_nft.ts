import { type Ip, parseIp, parsePrefix, prefixRange } from '#base/ip.ts';

/** Addresses from first to last, both included. */
export interface Range {
  readonly first: bigint;
  readonly last: bigint;
}

/** A rule that lets packets pass. */
export interface Permit {
  /** Without the comment. */
  readonly text: string;
  readonly comment: string | undefined;
  /** Interfaces that it is for; undefined: any. */
  readonly input: readonly string[] | undefined;
  /** undefined: from anywhere. */
  readonly source: readonly Range[] | undefined;
  readonly destination: readonly Range[] | undefined;
  readonly protocol: 'tcp' | 'udp' | 'icmp' | 'any';
  readonly port: number | undefined;
  /** Lets only answers pass, and errors about what passed before. */
  readonly answers: boolean;
  readonly limited: boolean;
}

/** A base chain of a packet filter. */
export interface Chain {
  readonly hook: string;
  readonly policy: string;
  readonly logs: boolean;
  readonly permits: readonly Permit[];
}

const ipValue = (text: string): bigint | undefined => {
  const ip: Ip | undefined = parseIp(text);
  return ip && prefixRange({ ip, length: ip.version === 4 ? 32 : 128 }).first;
};

const rangeOf = (text: string): Range[] => {
  const [from = '', to] = text.split('-');
  const prefix = text.includes('/') ? parsePrefix(text) : undefined;
  if (prefix) return [prefixRange(prefix)];
  const [first, last] = [ipValue(from), ipValue(to ?? from)];
  return first === undefined || last === undefined ? [] : [{ first, last }];
};

const items = (text: string): string[] => text.split(',').map((item) => item.trim().replace(/^"|"$/g, ''));

/** The named sets of a ruleset, as ranges. */
const setsIn = (text: string): ReadonlyMap<string, readonly Range[]> =>
  new Map(
    [...text.matchAll(/\bset (\w+) \{([^{}]*(?:\{[^{}]*\})?[^{}]*)\}/g)].map(([, name = '', body = '']) => [
      name,
      items(/elements = \{([^}]*)\}/.exec(body)?.[1] ?? '').flatMap(rangeOf),
    ]),
  );

/** What a ruleset calls addresses: its named sets, and the literals that were read already, which thousands of rules repeat. */
interface Sets {
  readonly named: ReadonlyMap<string, readonly Range[]>;
  readonly read: Map<string, readonly Range[]>;
}

const literals = (text: string, { read }: Sets): readonly Range[] => {
  const known = read.get(text) ?? items(text).flatMap(rangeOf);
  read.set(text, known);
  return known;
};

const ADDRESSES = {
  saddr: /ip6? saddr (?:@(\w+)|\{([^}]*)\}|([0-9a-f][^ ]*))/,
  daddr: /ip6? daddr (?:@(\w+)|\{([^}]*)\}|([0-9a-f][^ ]*))/,
} as const;

/** `ip saddr @operators`, `ip6 saddr @jumphosts6`, `ip saddr { a, b }`, `ip saddr a`; a negation is no restriction worth its name. */
const addressesAt = (text: string, side: 'saddr' | 'daddr', sets: Sets): readonly Range[] | undefined => {
  const found = ADDRESSES[side].exec(text);
  if (!found) return undefined;
  const [, set, list, one] = found;
  return set === undefined ? literals(list ?? one ?? '', sets) : (sets.named.get(set) ?? []);
};

const ERRORS =
  /icmp(?:v6)? type \{? ?(destination-unreachable|packet-too-big|time-exceeded|parameter-problem|echo-reply)/;

/** Established connections, answers told by their flags or source port, errors. */
const isAnswer = (text: string): boolean =>
  /ct state \{? ?established/.test(text) || /\b(tcp|udp) sport\b/.test(text) || ERRORS.test(text);

const protocolIn = (text: string): Permit['protocol'] => {
  const found = /\b(tcp|udp) (?:dport|sport|flags)|\b(icmp)(?:v6)? type|ip protocol (\w+)/.exec(text);
  const name = found?.[1] ?? found?.[2] ?? found?.[3];
  return name === 'tcp' || name === 'udp' || name === 'icmp' ? name : 'any';
};

const permitOf = (line: string, sets: Sets): Permit => {
  const comment = /comment "([^"]*)"/.exec(line)?.[1];
  const text = line.replace(/ ?comment "[^"]*"/, '');
  const input = /iif(?:name)? (?:\{([^}]*)\}|"([^"]*)")/.exec(text);
  const port = /dport (\d+)/.exec(text)?.[1];
  return {
    text,
    comment,
    input: input ? items(input[1] ?? input[2] ?? '') : undefined,
    source: addressesAt(text, 'saddr', sets),
    destination: addressesAt(text, 'daddr', sets),
    protocol: protocolIn(text),
    port: port === undefined ? undefined : Number(port),
    answers: isAnswer(text),
    limited: /\blimit rate\b|\bmeter\b|\bct count\b/.test(text),
  };
};

/** The filter chains of a ruleset as `nft -f` reads it, in the form that is rendered: one rule a line. */
export const chainsIn = (text: string): Chain[] => {
  const sets: Sets = { named: setsIn(text), read: new Map() };
  return [...text.matchAll(/\bchain \w+ \{\n([\s\S]*?)\n\s*\}\n/g)].flatMap(([, body = '']) => {
    const [, type, hook = '', policy = 'accept'] =
      /type (\w+) hook (\w+) [^;]*;(?: policy (\w+);)?/.exec(body) ?? [];
    const lines = body.split('\n').map((line) => line.trim());
    if (type !== 'filter') return [];
    const accepting = lines.filter((line) => /\baccept\b/.test(line.replace(/comment "[^"]*"/, '')));
    const permits = accepting.filter((line) => !line.startsWith('type ')).map((line) => permitOf(line, sets));
    return [{ hook, policy, logs: lines.some((line) => /\blog\b/.test(line)), permits }];
  });
};

/** Whether the ranges hold the address; without ranges there is no restriction, and they do. */
export const holds = (ranges: readonly Range[] | undefined, ip: bigint): boolean =>
  ranges === undefined || ranges.some(({ first, last }) => first <= ip && ip <= last);

/** An address as a number, to compare with ranges. */
export const addressValue = (ip: string): bigint => ipValue(ip) ?? -1n;
