import { describe, expect, it } from 'vitest';
import { permitMatrix } from '#analysis/permit-matrix/matrix.ts';
import type { PermitRow } from '#analysis/permit-matrix/row.ts';
import { loadInventory } from '#inventory/load.ts';
import type { Dependency } from '#model/dependency.ts';
import type { NarrowPermit } from '#model/narrow-permit.ts';
import type { Network } from '#model/network.ts';
import { byRules, holds, type Packet } from './_first-packets.ts';
import { testMaterial } from './_test-material.ts';
import { type RenderContext, renderContext } from './context.ts';
import { renderHost } from './render-host.ts';

/**
 * `plan --permits` against what is rendered: first packets of every kind from everywhere to everywhere, judged once by the lines of
 * nftables.nft and once by the lines of the matrix.
 */
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

type Direction = 'in' | 'through' | 'out';

const byMatrix = (rows: readonly PermitRow[], direction: Direction, packet: Packet): boolean => {
  const mine = rows.filter(
    (row) => row.direction === direction || (row.direction === 'both' && direction !== 'out'),
  );
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
  ['udp', 68],
  ['udp', 161],
  ['udp', 1194],
  ['udp', 1195],
  ['udp', 1500],
  ['icmp', 0],
  ['112', 0],
];
const SENT: typeof SERVICES = [...SERVICES, ['tcp', 80], ['udp', 67], ['udp', 123], ['2', 0]];
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
/** Multicast routers, a named time server and a named update server. */
const ASKED = ['224.0.0.22', '192.0.2.123', '192.0.2.80'];

const asked = (kind: 'ntp' | 'updates', addresses: string[]): Dependency => ({
  ...{ id: kind, kind, addresses, on: [], provider: 'init7', sites: [], use: 'comfort', fallback: 'none' },
  place: { file: 'relaxops.yaml', line: 1, column: 1, path: '' },
});
const loaded = loadInventory('examples/full/relaxops.yaml').network!;
const network: Network = {
  ...loaded,
  dependencies: [asked('ntp', ['192.0.2.123']), asked('updates', ['192.0.2.80'])],
};
const textOf = (of: Network, host: string, name: string): string => {
  const context: RenderContext = renderContext(of, testMaterial(of));
  return renderHost(context, host).find((file) => file.path.endsWith(`/${name}`))!.text;
};
const filterOf = (of: Network, host: string): string => textOf(of, host, 'nftables.nft');

/** Both verdicts on every packet, and those where they differ. */
const compared = (
  of: Network,
  host: string,
  direction: Exclude<Direction, 'out'>,
  all: readonly Packet[],
) => {
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
        SERVICES.map(([protocol, port]) => ({ leg, iif, oif: 'inside', src, dst, protocol, port })),
      ),
    ),
  );

/** What a host sends: out by each leg, from its own address. */
const sent = (legs: typeof LEGS, src: string): Packet[] =>
  legs.flatMap(([leg, oif]) =>
    [...ADDRESSES, ...ASKED].flatMap((dst) =>
      SENT.map(([protocol, port]) => ({ leg, iif: '', oif, src, dst, protocol, port })),
    ),
  );

describe('the matrix says what the packet filter does', () => {
  const cases: readonly (readonly [
    string,
    Exclude<Direction, 'out'>,
    typeof LEGS,
    (p: Packet) => boolean,
  ])[] = [
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
    const { permitted, wrong } = compared(network, host, direction, all);
    expect(wrong.slice(0, 5)).toEqual([]);
    // Both verdicts occur, or nothing would have been compared.
    expect(permitted.length).toBeGreaterThan(0);
    expect(permitted.length).toBeLessThan(all.length / 2);
  });

  it.each([
    ['zrh1/r01/gw1', LEGS, '10.1.0.2'],
    ['zrh1/r01/gw2', LEGS, '10.1.0.3'],
    ['ber1/r01/gw1', LEGS, '10.2.0.2'],
    ['zrh1/r01/jump1', [['inside', 'mgmt']] as typeof LEGS, '10.1.0.11'],
    ['rdv1', [['outside', 'wan'] as const, ['rendezvous', 'tun-rdv'] as const], '203.0.113.66'],
  ])('%s out', (host, legs, own) => {
    const rows = permitMatrix(network, (id) => id === host);
    const all = sent(legs, own);
    const accepted = byRules(filterOf(network, host), 'output');
    expect(all.filter((p) => accepted(p) !== byMatrix(rows, 'out', p)).slice(0, 5)).toEqual([]);
    const permitted = all.filter(accepted);
    expect(permitted.length).toBeGreaterThan(0);
    expect(permitted.length).toBeLessThan(all.length / 2);
    // Named servers for their purpose, and no other address outside but the rendezvous and the provider's DHCP.
    const outside = permitted.filter((p) => p.leg === 'outside' && p.port !== 67);
    const named = new Set([
      '192.0.2.123 udp/123',
      '192.0.2.80 tcp/80',
      '192.0.2.80 tcp/443',
      '203.0.113.66 udp/1500',
    ]);
    expect(outside.map((p) => `${p.dst} ${p.protocol}/${p.port}`).filter((to) => !named.has(to))).toEqual([]);
    expect(outside.length).toBeGreaterThanOrEqual(host.includes('jump') ? 0 : 3);
  });
});

describe('attack mode', () => {
  const known = ['198.51.100.0/27', '198.51.100.32/27', '203.0.113.130'];
  it.each([
    ['zrh1/r01/gw1', 'input', LEGS],
    ['zrh1/r01/gw2', 'input', LEGS],
    ['rdv1', 'input', [['outside', 'wan']] as typeof LEGS],
  ])('narrows %s %s to known networks, and nothing else', (host, chain, legs) => {
    const text = filterOf(network, host);
    const on = [
      ...textOf(network, host, 'attack-mode.nft').matchAll(/^add rule inet relaxops entry (.*)$/gm),
    ];
    const calm = byRules(text, chain);
    const attacked = byRules(text, chain, { entry: on.map((match) => match[1]!) });
    const all = packets(legs);
    const isKnown = ({ src }: Packet) => known.some((one) => holds(one, src));
    const door = ({ leg, protocol, port }: Packet) =>
      (leg === 'outside' || leg === 'rendezvous') && protocol === 'udp' && port === 1194;
    // Only doors are narrowed, and known networks come in as before: the rendezvous' own input has no door.
    const lost = all.filter((packet) => calm(packet) && !attacked(packet));
    expect(lost.filter((packet) => !door(packet) || isKnown(packet))).toEqual([]);
    expect(all.filter((packet) => attacked(packet) && !calm(packet))).toEqual([]);
    expect(all.filter((packet) => door(packet) && attacked(packet) && !isKnown(packet))).toEqual([]);
    expect(lost.length > 0).toBe(host !== 'rdv1');
  });
});

describe('names and leases inside', () => {
  const served = loadInventory('test/cases/inside/relaxops.yaml').network!;
  const [GW, OWN] = ['zrh1/r01/gw1', '10.1.0.2'];
  const legs = LEGS.filter(([leg]) => leg !== 'rendezvous');
  const knocks = (port: number): Packet[] =>
    legs.flatMap(([leg, iif]) =>
      [...ADDRESSES, '0.0.0.0'].flatMap((src) =>
        [...ADDRESSES, '255.255.255.255'].map((dst) => ({
          leg,
          iif,
          oif: '',
          src,
          dst,
          protocol: 'udp',
          port,
        })),
      ),
    );
  const own = (packet: Packet) => [OWN, '255.255.255.255'].includes(packet.dst);

  it.each([53, 67])(
    'udp/%i comes from the management network on the inside leg, and the matrix says so',
    (port) => {
      const rows = permitMatrix(served, (id) => id === GW);
      const accepted = byRules(filterOf(served, GW), 'input');
      const all = knocks(port).filter(own);
      expect(all.filter((p) => accepted(p) !== byMatrix(rows, 'in', p))).toEqual([]);
      const permitted = all.filter(accepted);
      expect([...new Set(permitted.map(({ leg }) => leg))]).toEqual(['inside']);
      const unaddressed = permitted.some(({ src, dst }) => src === '0.0.0.0' && dst === '255.255.255.255');
      expect([unaddressed, permitted.some(({ src }) => src === '10.1.2.41')]).toEqual([port === 67, true]);
      expect(permitted.filter(({ src }) => !src.startsWith('10.1.') && src !== '0.0.0.0')).toEqual([]);
    },
  );

  it('what has no address yet gets no further, and answers go to the inside only', () => {
    const forwarded = byRules(filterOf(served, GW), 'forward');
    expect(knocks(67).filter((p) => forwarded({ ...p, oif: 'inside' }))).toEqual([]);
    const rows = permitMatrix(served, (id) => id === GW);
    const accepted = byRules(filterOf(served, GW), 'output');
    const answers = sent(legs, OWN).filter(({ protocol, port }) => protocol === 'udp' && port === 68);
    expect(answers.filter((p) => accepted(p) !== byMatrix(rows, 'out', p))).toEqual([]);
    expect([...new Set(answers.filter(accepted).map(({ leg }) => leg))]).toEqual(['inside']);
  });

  it.each(['names', 'leases'])('without %s in the inventory their port is closed', (gone) => {
    const rest: Network = { ...served, dependencies: served.dependencies.filter(({ id }) => id !== gone) };
    const port = gone === 'names' ? 53 : 67;
    expect(
      knocks(port)
        .filter(own)
        .filter(byRules(filterOf(rest, GW), 'input')),
    ).toEqual([]);
    expect(textOf(rest, GW, 'dnsmasq.conf').includes(gone === 'names' ? '\nport=0' : '\nhost-record=')).toBe(
      true,
    );
    const none: Network = { ...served, dependencies: [] };
    expect(() => textOf(none, GW, 'dnsmasq.conf')).toThrow();
  });
});

describe('the country block', () => {
  const blocked = loadInventory('test/cases/countries/relaxops.yaml').network!;
  const [GW, RDV] = ['zrh1/r01/gw2', 'rdv1'];
  const home = '198.51.100.5';
  const station = '203.0.113.67';
  const sources = [home, station, '198.18.3.255', '198.18.9.1', '198.18.4.0', '198.19.0.1', '192.0.2.9'];
  const knocks = (dst: string, port: number, legs: typeof LEGS): Packet[] =>
    legs.flatMap(([leg, iif]) =>
      sources.map((src) => ({ leg, iif, oif: 'tun-rdv', src, dst, protocol: 'udp', port })),
    );
  const outer: typeof LEGS = [
    ['outside', 'wan'],
    ['rendezvous', 'tun-rdv'],
  ];
  const admitted = [home, station, '198.18.3.255', '198.18.9.1'];
  const attacked = (of: Network, host: string, chain: string) => {
    const added = [...textOf(of, host, 'attack-mode.nft').matchAll(/^add rule inet relaxops entry (.*)$/gm)];
    return byRules(filterOf(of, host), chain, { entry: added.map((match) => match[1]!) });
  };

  it.each([
    [GW, 'in', '10.201.1.3', 1194],
    [RDV, 'through', '10.201.1.3', 1194],
  ] as const)(
    '%s lets known networks and the countries knock, and the matrix says so',
    (host, direction, dst, port) => {
      const packets = knocks(dst, port, host === GW ? outer : [['outside', 'wan']]);
      // A packet that is forwarded has its new port by now, and a connection that was translated.
      const text = filterOf(blocked, host).replaceAll(' ct status dnat', '');
      const passes = byRules(text, direction === 'in' ? 'input' : 'forward');
      expect([...new Set(packets.filter(passes).map(({ src }) => src))]).toEqual(admitted);
      const rows = permitMatrix(blocked, (id) => id === host).filter((r) => r.why.startsWith('door '));
      expect(rows.length).toBeGreaterThan(0);
      for (const row of rows)
        expect(sources.filter((src) => row.sources.some((one) => holds(one, src)))).toEqual(admitted);
    },
  );

  it('only counts what would be denied anyway, but for doors', () => {
    const calm = byRules(filterOf({ ...blocked, countryBlock: undefined as never }, GW), 'input');
    const block = byRules(filterOf(blocked, GW), 'input');
    const lost = packets(LEGS).filter((packet) => calm(packet) && !block(packet));
    expect(lost.length).toBeGreaterThan(0);
    expect(lost.filter(({ protocol, port }) => protocol !== 'udp' || port !== 1194)).toEqual([]);
  });

  it('under attack at all times narrows to known networks; one for attacks admits the countries', () => {
    const packets = knocks('10.201.1.3', 1194, outer);
    const sourcesIn = (of: Network) => [
      ...new Set(packets.filter(attacked(of, GW, 'input')).map(({ src }) => src)),
    ];
    expect(sourcesIn(blocked)).toEqual([home, station]);
    const later: Network = { ...blocked, countryBlock: { ...blocked.countryBlock!, when: 'attack' } };
    expect(sourcesIn(later)).toEqual(admitted);
    // And before the attack everybody knocks.
    expect(packets.filter(byRules(filterOf(later, GW), 'input')).length).toBe(packets.length);
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
    permit('zrh1/r01/jump1', ['zrh1/r02/sw1'], 'udp', [1195]),
  ];
  const more: Network = { ...network, permits };
  const opened = (host: string) => {
    const all = packets(LEGS);
    const { permitted, wrong } = compared(more, host, 'through', all);
    expect(wrong.slice(0, 5)).toEqual([]);
    const before = new Set(compared(network, host, 'through', all).permitted);
    return permitted.filter((packet) => !before.has(packet));
  };

  it('are passed on, and nothing else is', () => {
    const said = opened('zrh1/r01/gw2').map(
      ({ leg, src, dst, protocol, port }) => `${leg} ${src} ${dst} ${protocol} ${port}`,
    );
    // Who came out of another gateway's VPN comes by the inside, or over the wire.
    expect(said.sort()).toEqual([
      'inside 10.1.0.11 10.1.2.41 udp 1195',
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
