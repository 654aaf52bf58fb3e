import { describe, expect, it } from 'vitest';
import { permitMatrix } from '#analysis/permit-matrix/matrix.ts';
import { loadInventory } from '#inventory/load.ts';
import type { Network } from '#model/network.ts';
import { byRules, holds, type Packet } from './_first-packets.ts';
import { ADDRESSES, byMatrix, filterOf, LEGS, packets, sent, textOf } from './_permit-packets.ts';

/** What doors and the inside have besides, where the inventory asks for it: rendered rules against `plan --permits`. */

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

describe('logins that ask', () => {
  const asking = loadInventory('test/cases/logins/relaxops.yaml').network!;
  const [GW1, GW2] = ['zrh1/r01/gw1', 'zrh1/r01/gw2'];
  const legs = LEGS.filter(([leg]) => leg !== 'rendezvous');
  const questions = legs.flatMap(([leg, iif]) =>
    ADDRESSES.map(
      (src): Packet => ({ leg, iif, oif: '', src, dst: '10.1.0.3', protocol: 'udp', port: 1812 }),
    ),
  );

  it('a server is asked from the management network on the inside leg, and the matrix says so', () => {
    const rows = permitMatrix(asking, (id) => id === GW2);
    const accepted = byRules(filterOf(asking, GW2), 'input');
    expect(questions.filter((p) => accepted(p) !== byMatrix(rows, 'in', p))).toEqual([]);
    const permitted = questions.filter(accepted);
    expect([...new Set(permitted.map(({ leg }) => leg))]).toEqual(['inside']);
    expect(permitted.filter(({ src }) => !src.startsWith('10.1.'))).toEqual([]);
    const none: Network = { ...asking, dependencies: [] };
    expect(questions.filter(byRules(filterOf(none, GW2), 'input'))).toEqual([]);
  });

  it('a gateway asks its servers and nobody else, and the matrix says so', () => {
    const rows = permitMatrix(asking, (id) => id === GW1);
    const accepted = byRules(filterOf(asking, GW1), 'output');
    const all = legs.flatMap(([leg, oif]) =>
      [...ADDRESSES, '10.1.1.101'].map(
        (dst): Packet => ({ leg, iif: '', oif, src: '10.1.0.2', dst, protocol: 'udp', port: 1812 }),
      ),
    );
    expect(all.filter((p) => accepted(p) !== byMatrix(rows, 'out', p))).toEqual([]);
    expect(all.filter(accepted).map(({ leg, dst }) => `${leg} ${dst}`)).toEqual([
      'inside 10.1.0.3',
      'inside 10.1.1.101',
    ]);
    const other = byRules(filterOf(asking, GW2), 'output');
    expect(all.map((p) => ({ ...p, src: '10.1.0.3' })).filter(other)).toEqual([]);
  });
});

describe('WireGuard doors', () => {
  const wireguard = loadInventory('test/cases/wireguard/relaxops.yaml').network!;
  const knocks = [1194, 51820].flatMap((port) =>
    LEGS.flatMap(([leg, iif]) =>
      ['10.1.0.3', '10.201.1.3'].map(
        (dst): Packet => ({ ...{ leg, iif, oif: '', dst }, src: '192.0.2.9', protocol: 'udp', port }),
      ),
    ),
  );
  it.each(['zrh1/r01/gw1', 'zrh1/r01/gw2'])(
    '%s takes udp/51820 in place of udp/1194, and the matrix says so',
    (host) => {
      const rows = permitMatrix(wireguard, (id) => id === host);
      const accepted = byRules(filterOf(wireguard, host), 'input');
      expect(knocks.filter((p) => accepted(p) !== byMatrix(rows, 'in', p))).toEqual([]);
      expect([...new Set(knocks.filter(accepted).map(({ port }) => port))]).toEqual([51820]);
    },
  );
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
