import { contains, parseIp, parsePrefix } from '#base/ip.ts';

/** Reads rendered rules as nft would, for tests: what becomes of the first packet of a connection. */

/** The first packet of a connection. */
export interface Packet {
  readonly leg: string;
  readonly iif: string;
  readonly oif: string;
  readonly src: string;
  readonly dst: string;
  readonly protocol: string;
  readonly port: number;
}

/** Whether an element of a set, an address, prefix or range, holds the address. */
export const holds = (element: string, ip: string): boolean => {
  const [first, last] = element.split('-');
  const value = (text: string) => parseIp(text)!.value;
  if (last !== undefined) return value(first!) <= value(ip) && value(ip) <= value(last);
  return element.includes('/') ? contains(parsePrefix(element)!, parseIp(ip)!) : element === ip;
};

export type Test = (packet: Packet) => boolean;

const listed = (value: string): string[] =>
  value
    .replace(/[{}"]/g, '')
    .split(',')
    .map((one) => one.trim());
const ITEM = '(!= )?(@\\w+|\\{[^}]*\\}|"[^"]*"|[\\w./:-]+)';

/** A rule that names addresses of one version of IP says nothing of packets of the other, its negations least of all. */
const isIpv6 = ({ src }: Packet): boolean => src.includes(':');
const only =
  (version: 4 | 6, test: Test): Test =>
  (p) =>
    isIpv6(p) === (version === 6) && test(p);

/** Chains that a rule jumps to; what they drop is dropped. */
type Jumps = Readonly<Record<string, readonly string[]>>;

/** DHCP has ports at both ends (RFC 2131 section 4.1); all else starts from a port of no meaning, here 0. */
const sourcePort = ({ port }: Packet): number => (port === 67 ? 68 : port === 68 ? 67 : 0);

/** What a rule asks of a first packet; words that are not known here fail the test. */
const compile = (rule: string, sets: ReadonlyMap<string, readonly string[]>): Test => {
  const words = rule
    .replace(/ comment ".*"$/, '')
    .replace(/(^| )(accept|counter drop|drop|return|(?:counter )?jump \w+)$/, '');
  const tests: Test[] = [];
  let rest = ` ${words} `;
  const take = (pattern: string, test: (value: string, not: boolean) => Test): void => {
    rest = rest.replace(new RegExp(` ${pattern}(?= )`, 'g'), (_all, not, value) => {
      tests.push(test(value, not !== undefined && not !== ''));
      return '';
    });
  };
  const elements = (value: string) =>
    value.startsWith('@') ? (sets.get(value.slice(1)) ?? []) : listed(value);
  const inSet = (value: string, ip: string): boolean => elements(value).some((one) => holds(one, ip));
  take('()(fib daddr \\. iif type != \\{[^}]*\\})', () => () => false);
  take(`(?:iifname|iif) ${ITEM}`, (v, not) => (p) => listed(v).includes(p.iif) !== not);
  take(`oifname ${ITEM}`, (v, not) => (p) => listed(v).includes(p.oif) !== not);
  for (const [ip, version] of [
    ['ip6', 6],
    ['ip', 4],
  ] as const) {
    take(`${ip} saddr ${ITEM}`, (v, not) => only(version, (p) => inSet(v, p.src) !== not));
    take(`${ip} daddr ${ITEM}`, (v, not) => only(version, (p) => inSet(v, p.dst) !== not));
  }
  take('()(meta nfproto ipv6)', () => isIpv6);
  take('ip protocol ()(\\d+)', (v) => only(4, (p) => p.protocol === v));
  take('meta l4proto ()(\\d+)', (v) => (p) => p.protocol === v);
  take('ip6 hoplimit ()(\\d+)', (v) => (p) => p.protocol === 'icmpv6' && v === '255');
  for (const protocol of ['tcp', 'udp']) {
    take(
      `${protocol} dport ()(\\d+|\\{[^}]*\\})`,
      (v) => (p) => p.protocol === protocol && listed(v).includes(`${p.port}`),
    );
    take(`${protocol} sport ()(\\d+)`, (v) => (p) => p.protocol === protocol && sourcePort(p) === Number(v));
  }
  take('icmp type ()(echo-request)', () => only(4, (p) => p.protocol === 'icmp'));
  take('icmpv6 type ()(echo-request)', () => only(6, (p) => p.protocol === 'icmp'));
  // `icmpv6` is what neighbours ask; nothing else of it starts anything.
  take('icmpv6 type ()(\\{ nd-neighbor-solicit, nd-neighbor-advert \\})', () =>
    only(6, (p) => p.protocol === 'icmpv6'),
  );
  take('icmpv6 type ()(echo-reply|mld-listener-query|mld2-listener-report|\\{[^}]*\\})', () => () => false);
  take('()(oif "lo")', () => () => false);
  take('icmp type ()(echo-reply|\\{[^}]*\\})', () => () => false);
  take('()(tcp flags & \\(syn \\| ack\\) != syn)', () => () => false);
  take('()(ct state established,related)', () => () => false);
  take('()(limit rate \\S+(?: burst \\d+ packets)?)', () => () => true);
  if (rest.trim() !== '') throw new Error(`words that are not known here: "${rest.trim()}" in "${rule}"`);
  return (packet) => tests.every((test) => test(packet));
};

/** Whether a chain of a rendered ruleset accepts a first packet; `added` are rules in the chains that it jumps to. */
export const byRules = (text: string, chain: string, added: Jumps = {}): Test => {
  const sets = new Map(
    [...text.matchAll(/set (\w+) \{([\s\S]*?)\n {4}\}/g)].map((m) => [
      m[1]!,
      (/elements = \{\s([^}]*)\}/.exec(m[2]!)?.[1] ?? '')
        .split(/,\s*/)
        .map((one) => one.trim())
        .filter((one) => one !== ''),
    ]),
  );
  const compiled = (lines: readonly string[]) =>
    lines
      .filter((line) => line !== '' && !/^type filter| log prefix |maxseg/.test(line))
      .map((line) => ({
        test: /^(counter )?drop/.test(line) ? () => true : compile(line, sets),
        verdict: /(?:^| )(accept|drop|return|jump \w+)(?: comment|$)/.exec(line)![1]!,
      }));
  const bodyOf = (name: string): string[] =>
    new RegExp(`chain ${name} \\{\\n([\\s\\S]*?) {4}\\}`)
      .exec(text)![1]!
      .split('\n')
      .map((line) => line.trim());
  const rules = new Map(
    [chain, 'entry', 'country', 'forged'].flatMap((name) => {
      if (!text.includes(`chain ${name} {`)) return [];
      return [[name, compiled([...bodyOf(name), ...(added[name] ?? [])])] as const];
    }),
  );
  const verdict = (name: string, packet: Packet): string => {
    for (const rule of rules.get(name)!) {
      if (!rule.test(packet)) continue;
      if (!rule.verdict.startsWith('jump ')) return rule.verdict;
      const there = verdict(rule.verdict.slice('jump '.length), packet);
      if (there !== 'return') return there;
    }
    return 'return';
  };
  return (packet) => verdict(chain, packet) === 'accept';
};
