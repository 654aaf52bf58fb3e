import { describe, expect, it } from 'vitest';
import { sameDigits } from '#addressing/ipv6.ts';
import { permitMatrix } from '#analysis/permit-matrix/matrix.ts';
import { loadInventory } from '#inventory/load.ts';
import { byRules, type Packet } from './_first-packets.ts';
import { byMatrix, filterOf, LEGS, SERVICES } from './_permit-packets.ts';

/** First packets of IPv6, from everywhere to everywhere: nftables.nft against `plan --permits`, and against what it does with IPv4. */
const network = loadInventory('test/cases/ipv6/relaxops.yaml').network!;
const twin = (ip: string): string => sameDigits('fd12:3456:789a::/48', ip);

/** One of each zone, near and far: gateways, the shared address, jumphosts, devices, a wire's ends, a site that there is not. */
const PLAN = [
  ...['10.1.0.1', '10.1.0.2', '10.1.0.3', '10.1.0.11', '10.1.1.31', '10.1.1.101'],
  ...['10.2.0.1', '10.2.0.2', '10.2.0.11', '10.2.1.101', '10.200.1.1', '10.200.1.2', '10.3.1.1'],
];
const POOLS = ['10.101.1.10', '10.101.2.10', '10.101.1.200'];
const OTHERS = ['fe80::2', 'fe80::3', 'ff02::12', 'ff02::1', '2001:db8::1', 'fd00:bad::1:1', '::'];
const KINDS: typeof SERVICES = [...SERVICES, ['tcp', 443], ['udp', 53], ['udp', 623], ['icmpv6', 0]];

const packets = (addresses: readonly string[], legs: typeof LEGS = LEGS): Packet[] =>
  legs.flatMap(([leg, iif]) =>
    addresses.flatMap((src) =>
      addresses.flatMap((dst) =>
        KINDS.map(([protocol, port]) => ({ leg, iif, oif: 'inside', src, dst, protocol, port })),
      ),
    ),
  );

const V6 = [...[...PLAN, ...POOLS].map(twin), ...OTHERS];
const JUMPHOST: typeof LEGS = [['inside', 'mgmt']];

describe('the matrix says of IPv6 what the packet filter does', () => {
  it.each([
    ['zrh1/r01/gw2', LEGS, ['10.1.0.3']],

    ['zrh1/r01/jump1', JUMPHOST, ['10.1.0.11']],
  ] as const)('%s in', (host, legs, own) => {
    const accepted = byRules(filterOf(network, host), 'input');
    const rows = permitMatrix(network, (id) => id === host);
    const here = new Set([...own.map(twin), ...(host.includes('jump') ? [] : ['ff02::12'])]);
    const all = packets(V6, legs).filter(({ dst, protocol }) => here.has(dst) && protocol !== 'icmpv6');
    expect(all.filter((p) => accepted(p) !== byMatrix(rows, 'in', p)).slice(0, 5)).toEqual([]);
    const permitted = all.filter(accepted);
    expect(permitted.length).toBeGreaterThan(0);
    expect(permitted.length).toBeLessThan(all.length / 2);
    expect(permitted.filter(({ leg }) => !['inside', 'wire'].includes(leg))).toEqual([]);
  });

  it.each([
    ['zrh1/r01/gw2', LEGS, ['inside', 'wire']],
    ['zrh1/r01/jump1', JUMPHOST, ['inside']],
  ] as const)('%s hears neighbours, on its inner legs only', (host, legs, inner) => {
    const rows = permitMatrix(network, (id) => id === host).filter(({ protocol }) => protocol === 'icmpv6');
    expect([...new Set(rows.map(({ leg }) => leg))]).toEqual([inner.join(' ')]);
    const heard = packets(V6, legs)
      .filter(({ protocol }) => protocol === 'icmpv6')
      .filter(byRules(filterOf(network, host), 'input'));
    expect([...new Set(heard.map(({ leg }) => leg))]).toEqual(inner);
  });

  it.each(['zrh1/r01/gw2'])('%s through', (host) => {
    const accepted = byRules(filterOf(network, host), 'forward');
    const rows = permitMatrix(network, (id) => id === host);
    const all = packets(V6);
    expect(all.filter((p) => accepted(p) !== byMatrix(rows, 'through', p)).slice(0, 5)).toEqual([]);
    expect(all.filter(accepted).length).toBeGreaterThan(0);
  });
});

describe('IPv6 is permitted what IPv4 is, between the same two, and nothing else', () => {
  const cases = ['zrh1/r01/gw2', 'zrh1/r01/jump1'].flatMap((host) =>
    ['input', 'forward', 'output'].map((chain) => [host, chain] as const),
  );
  it.each(cases)('%s %s', (host, chain) => {
    const accepted = byRules(filterOf(network, host), chain);
    const legs = host.includes('jump') ? JUMPHOST : LEGS;
    // What a protocol does to its neighbours has no twin.
    const all = packets(PLAN, legs).filter(({ protocol }) => !['icmpv6', '112'].includes(protocol));
    const turned = chain === 'output' ? all.map((p) => ({ ...p, oif: p.iif, iif: '' })) : all;
    const differs = turned.filter(
      (p) => accepted(p) !== accepted({ ...p, src: twin(p.src), dst: twin(p.dst) }),
    );
    // Doors take IPv4 only, whatever knocks.
    const outer = differs.filter(({ leg }) => ['outside', 'rendezvous', 'vpn'].includes(leg));
    const allowed = new Set(['udp 1194', 'udp 68', 'icmp 0']);
    expect(outer.filter(({ protocol, port }) => !allowed.has(`${protocol} ${port}`))).toEqual([]);
    expect(differs.filter((p) => !outer.includes(p)).slice(0, 5)).toEqual([]);
    const v6 = turned.map((p) => ({ ...p, src: twin(p.src), dst: twin(p.dst) }));
    if (chain !== 'forward' || !host.includes('jump')) expect(v6.some(accepted)).toBe(true);
  });

  it('nobody out of a pool has any', () => {
    for (const host of ['zrh1/r01/gw2', 'zrh1/r01/jump1'])
      for (const chain of ['input', 'forward']) {
        const accepted = byRules(filterOf(network, host), chain);
        const legs = host.includes('jump') ? JUMPHOST : LEGS;
        const all = packets([...POOLS, ...PLAN].map(twin), legs).filter(
          ({ src, protocol }) => POOLS.map(twin).includes(src) && protocol !== 'icmpv6',
        );
        // A jumphost answers any ping that gateways let come so far.
        expect(all.filter(accepted).filter((p) => !(host.includes('jump') && p.protocol === 'icmp'))).toEqual(
          [],
        );
      }
  });
});
