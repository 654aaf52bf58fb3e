import { describe, expect, it } from 'vitest';
import { permitMatrix } from '#analysis/permit-matrix/matrix.ts';
import type { PermitRow } from '#analysis/permit-matrix/row.ts';
import { contains, parseIp, parsePrefix } from '#base/ip.ts';
import { loadInventory } from '#inventory/load.ts';
import type { NarrowPermit } from '#model/narrow-permit.ts';
import type { Network } from '#model/network.ts';
import { testMaterial } from './_test-material.ts';
import { type RenderContext, renderContext } from './context.ts';
import { renderHost } from './render-host.ts';

/**
 * `plan --permits` against what is rendered: first packets of every kind from everywhere to everywhere, judged once by the lines of
 * nftables.nft and once by the lines of the matrix.
 */
interface Packet {
  readonly leg: string;
  readonly iif: string;
  readonly src: string;
  readonly dst: string;
  readonly protocol: string;
  readonly port: number;
}

const holds = (element: string, ip: string): boolean => {
  const [first, last] = element.split('-');
  const value = (text: string) => parseIp(text)!.value;
  if (last !== undefined) return value(first!) <= value(ip) && value(ip) <= value(last);
  return element.includes('/') ? contains(parsePrefix(element)!, parseIp(ip)!) : element === ip;
};

type Test = (packet: Packet) => boolean;

const listed = (value: string): string[] =>
  value
    .replace(/[{}"]/g, '')
    .split(',')
    .map((one) => one.trim());
const ITEM = '(!= )?(@\\w+|\\{[^}]*\\}|"[^"]*"|[\\w./-]+)';

/** What a rule asks of a first packet; words that are not known here fail the test. */
const compile = (rule: string, sets: ReadonlyMap<string, readonly string[]>): Test => {
  const words = rule.replace(/ comment ".*"$/, '').replace(/ (accept|counter drop)$/, '');
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
  take(`oifname ${ITEM}`, (v, not) => () => listed(v).includes('inside') !== not);
  take(`ip saddr ${ITEM}`, (v, not) => (p) => inSet(v, p.src) !== not);
  take(`ip daddr ${ITEM}`, (v, not) => (p) => inSet(v, p.dst) !== not);
  take('ip protocol ()(\\d+)', (v) => (p) => p.protocol === v);
  for (const protocol of ['tcp', 'udp']) {
    take(`${protocol} dport ()(\\d+)`, (v) => (p) => p.protocol === protocol && p.port === Number(v));
    take(`${protocol} sport ()(\\d+)`, () => () => false);
  }
  take('icmp type ()(echo-request)', () => (p) => p.protocol === 'icmp');
  take('icmp type ()(echo-reply|\\{[^}]*\\})', () => () => false);
  take('()(tcp flags & \\(syn \\| ack\\) != syn)', () => () => false);
  take('()(ct state established,related)', () => () => false);
  take('()(limit rate \\S+(?: burst \\d+ packets)?)', () => () => true);
  expect(rest.trim()).toBe('');
  return (packet) => tests.every((test) => test(packet));
};

/** Whether a chain of a rendered ruleset accepts a first packet. */
const byRules = (text: string, chain: string): Test => {
  const sets = new Map(
    [...text.matchAll(/set (\w+) \{([\s\S]*?)\n {4}\}/g)].map((m) => [
      m[1]!,
      (/elements = \{ ([^}]*) \}/.exec(m[2]!)?.[1] ?? '').split(', ').filter((one) => one !== ''),
    ]),
  );
  const body = new RegExp(`chain ${chain} \\{\\n([\\s\\S]*?)\\n {4}\\}`).exec(text)![1]!;
  const lines = body.split('\n').map((line) => line.trim());
  const deciding = lines.filter((line) => !/^type filter| log prefix |maxseg/.test(line));
  const rules = deciding.map((line) => ({
    test: /^counter drop/.test(line) ? () => true : compile(line, sets),
    accepts: / accept( |$)/.test(line),
  }));
  return (packet) => rules.find(({ test }) => test(packet))?.accepts === true;
};

const rowMatches = (row: PermitRow, packet: Packet): boolean =>
  (row.leg === 'any' || row.leg.split(' ').includes(packet.leg)) &&
  (row.protocol === 'any' || row.protocol === packet.protocol) &&
  (row.port === undefined || row.port === packet.port) &&
  (row.sources.length === 0 || row.sources.some((one) => holds(one, packet.src))) &&
  (row.destinations.length === 0 || row.destinations.some((one) => holds(one, packet.dst)));

/** `only`: on that leg one of the two ends must be among those named. */
const barred = (row: PermitRow, packet: Packet): boolean =>
  (row.leg === 'any' || row.leg === packet.leg) &&
  !row.sources.some((one) => holds(one, packet.src)) &&
  !row.destinations.some((one) => holds(one, packet.dst));

const byMatrix = (rows: readonly PermitRow[], direction: 'in' | 'through', packet: Packet): boolean => {
  const mine = rows.filter((row) => row.direction === direction || row.direction === 'both');
  if (mine.some((row) => row.action === 'only' && barred(row, packet))) return false;
  return mine.find((row) => row.action !== 'only' && rowMatches(row, packet))?.action === 'permit';
};

const LEGS: readonly (readonly [string, string])[] = [
  ['vpn', 'tun-oob'],
  ['inside', 'inside'],
  ['wire', 'xc'],
  ['outside', 'wan'],
  ['rendezvous', 'tun-rdv'],
];
const SERVICES: readonly (readonly [string, number])[] = [
  ['tcp', 22],
  ['tcp', 443],
  ['udp', 161],
  ['udp', 1194],
  ['udp', 1195],
  ['udp', 1500],
  ['icmp', 0],
  ['112', 0],
];
/** One of each zone, near and far, and of none. */
const ADDRESSES = [
  ...[
    '10.101.1.1',
    '10.101.1.5',
    '10.101.1.10',
    '10.101.1.200',
    '10.101.2.11',
    '10.102.1.10',
    '10.102.2.200',
  ],
  ...[
    '10.1.0.1',
    '10.1.0.2',
    '10.1.0.3',
    '10.1.0.11',
    '10.2.0.2',
    '10.2.0.11',
    '10.1.2.41',
    '10.1.1.201',
    '10.2.1.1',
  ],
  ...[
    '10.3.1.1',
    '10.103.1.10',
    '10.200.1.1',
    '10.201.1.2',
    '10.201.1.3',
    '198.51.100.5',
    '203.0.113.2',
    '203.0.113.66',
    '192.0.2.2',
    '224.0.0.18',
  ],
];

const { network } = loadInventory('examples/full/relaxops.yaml');
const filterOf = (of: Network, host: string): string => {
  const context: RenderContext = renderContext(of, testMaterial(of));
  return renderHost(context, host).find((file) => file.path.endsWith('/nftables.nft'))!.text;
};

/** Both verdicts on every packet, and those where they differ. */
const compared = (of: Network, host: string, direction: 'in' | 'through', all: readonly Packet[]) => {
  const accepted = byRules(filterOf(of, host), direction === 'in' ? 'input' : 'forward');
  const rows = permitMatrix(of, (id) => id === host);
  return {
    permitted: all.filter(accepted),
    wrong: all.filter((packet) => accepted(packet) !== byMatrix(rows, direction, packet)),
  };
};

const packets = (legs: typeof LEGS): Packet[] =>
  legs.flatMap(([leg, iif]) =>
    ADDRESSES.flatMap((src) =>
      ADDRESSES.flatMap((dst) =>
        SERVICES.map(([protocol, port]) => ({ leg, iif, src, dst, protocol, port })),
      ),
    ),
  );

describe('the matrix says what the packet filter does', () => {
  const cases: readonly (readonly [string, 'in' | 'through', typeof LEGS, (p: Packet) => boolean])[] = [
    // A packet to the device itself goes to an address of its own; the matrix leaves the rest to the routing.
    ['zrh1/r01/gw1', 'in', LEGS, (p) => ['10.1.0.2', '224.0.0.18'].includes(p.dst)],
    ['zrh1/r01/gw2', 'in', LEGS, (p) => ['10.1.0.3', '10.201.1.3', '224.0.0.18'].includes(p.dst)],
    ['ber1/r01/gw2', 'in', LEGS, (p) => ['10.2.0.2', '10.2.0.3'].includes(p.dst)],
    ['zrh1/r01/gw1', 'through', LEGS.slice(0, 2), () => true],
    ['zrh1/r01/gw2', 'through', LEGS, () => true],
    ['ber1/r01/gw1', 'through', LEGS, () => true],
    ['zrh1/r01/jump1', 'in', [['inside', 'mgmt']], (p) => p.dst === '10.1.0.11'],
    ['ber1/r01/jump1', 'in', [['inside', 'mgmt']], (p) => p.dst === '10.2.0.11'],
    ['rdv1', 'in', [['outside', 'wan']], (p) => p.dst === '203.0.113.66'],
  ];

  it.each(cases)('%s %s', (host, direction, legs, wanted) => {
    const all = packets(legs).filter(wanted);
    const { permitted, wrong } = compared(network!, host, direction, all);
    expect(wrong.slice(0, 5)).toEqual([]);
    // Both verdicts occur, or nothing would have been compared.
    expect(permitted.length).toBeGreaterThan(0);
    expect(permitted.length).toBeLessThan(all.length / 2);
  });
});

describe("the user's own permits", () => {
  const place = { file: 'relaxops.yaml', line: 1, column: 1, path: '' };
  const permit = (
    from: string,
    to: string[],
    protocol: NarrowPermit['protocol'],
    ports: number[],
  ): NarrowPermit => ({
    from,
    to,
    protocol,
    ports,
    reason: 'a "test"',
    place,
  });
  const permits = [
    permit('mon1', ['zrh1/r02/sw1', 'ber1/r01/jump1'], 'tcp', [443]),
    permit('alice', ['zrh1/r01/srv01'], 'icmp', []),
    permit('zrh1/r01/jump1', ['zrh1/r02/sw1'], 'udp', [161]),
  ];
  const more: Network = { ...network!, permits };
  const opened = (host: string) => {
    const all = packets(LEGS);
    const { permitted, wrong } = compared(more, host, 'through', all);
    expect(wrong.slice(0, 5)).toEqual([]);
    const before = new Set(compared(network!, host, 'through', all).permitted);
    return permitted.filter((packet) => !before.has(packet));
  };

  it('are passed on, and nothing else is', () => {
    const said = opened('zrh1/r01/gw2').map(
      ({ leg, src, dst, protocol, port }) => `${leg} ${src} ${dst} ${protocol} ${port}`,
    );
    // Who came out of another gateway's VPN comes by the inside, or over the wire.
    expect(said.sort()).toEqual([
      'inside 10.1.0.11 10.1.2.41 udp 161',
      'inside 10.101.1.10 10.1.1.201 icmp 0',
      'inside 10.101.1.200 10.1.2.41 tcp 443',
      'inside 10.101.1.200 10.2.0.11 tcp 443',
      'inside 10.102.1.10 10.1.1.201 icmp 0',
      'inside 10.102.2.200 10.1.2.41 tcp 443',
      'wire 10.102.1.10 10.1.1.201 icmp 0',
      'wire 10.102.2.200 10.1.2.41 tcp 443',
    ]);
  });

  it('hold behind the door of the gateway itself', () => {
    const said = opened('zrh1/r01/gw1').map(
      ({ leg, src, dst, protocol }) => `${leg} ${src} ${dst} ${protocol}`,
    );
    expect(said).toContain('vpn 10.101.1.10 10.1.1.201 icmp');
    expect(said).toContain('vpn 10.101.1.200 10.1.2.41 tcp');
  });
});
