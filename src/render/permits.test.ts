import { describe, expect, it } from 'vitest';
import { permitMatrix } from '#analysis/permit-matrix/matrix.ts';
import { loadInventory } from '#inventory/load.ts';
import type { Dependency } from '#model/dependency.ts';
import type { NarrowPermit } from '#model/narrow-permit.ts';
import type { Network } from '#model/network.ts';
import { byRules, holds, type Packet } from './_first-packets.ts';
import { byMatrix, type Direction, filterOf, LEGS, packets, sent, textOf } from './_permit-packets.ts';

/**
 * `plan --permits` against what is rendered: first packets of every kind from everywhere to everywhere, judged once by the lines of
 * nftables.nft and once by the lines of the matrix.
 */
const asked = (kind: 'ntp' | 'updates', addresses: string[]): Dependency => ({
  ...{ id: kind, kind, addresses, on: [], provider: 'init7', sites: [], use: 'comfort', fallback: 'none' },
  place: { file: 'relaxops.yaml', line: 1, column: 1, path: '' },
});
const loaded = loadInventory('examples/full/relaxops.yaml').network!;
const network: Network = {
  ...loaded,
  dependencies: [asked('ntp', ['192.0.2.123']), asked('updates', ['192.0.2.80'])],
};
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

  it.each([['zrh1/r01/gw2'], ['ber1/r01/gw1']])(
    '%s through, where the VPN is another way at one site',
    (host) => {
      const sites = network.sites.map((site) =>
        site.id === 'zrh1' ? { ...site, entry: 'vpn' as const } : site,
      );
      const all = packets(LEGS);
      const { permitted, wrong } = compared({ ...network, sites }, host, 'through', all);
      expect(wrong.slice(0, 5)).toEqual([]);
      const before = new Set(compared(network, host, 'through', all).permitted);
      const more = permitted.filter((packet) => !before.has(packet));
      expect(more.length).toBeGreaterThan(0);
      expect(more.filter(({ dst, src }) => !/^10\.1\./.test(dst) || !/^10\.10[12]\./.test(src))).toEqual([]);
    },
  );

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
    // Over the wire, or on to it. Inside, whoever may ask a neighbour does so without a gateway.
    expect(said.sort()).toEqual([
      'inside 10.101.1.200 10.2.0.11 tcp 443',
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
