import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseIp } from '#base/ip.ts';
import { must } from '#base/result.ts';
import { loadInventory } from '#inventory/load.ts';
import { digitsBack, linkLocal, sameDigits, speaksIpv6, ulaProblems } from './ipv6.ts';
import { whereIs } from './where.ts';

const P = 'fd12:3456:789a::/48';
const network = must(loadInventory('test/cases/ipv6/relaxops.yaml').network, 'network');

describe('an IPv6 address with the digits of an IPv4 one', () => {
  it.each([
    ['10.1.0.11', 'fd12:3456:789a:1::11', 'fe80::11'],
    ['10.1.7.102', 'fd12:3456:789a:1::7:102', 'fe80::7:102'],
    ['10.99.255.254', 'fd12:3456:789a:99::255:254', 'fe80::255:254'],
    ['172.17.2.41', 'fd12:3456:789a:17::2:41', 'fe80::2:41'],
    ['10.200.1.2', 'fd12:3456:789a:200::1:2', 'fe80::1:2'],
  ])('%s', (ip, ip6, link) => {
    expect([sameDigits(P, ip), linkLocal(ip)]).toEqual([ip6, link]);
  });

  it('is read with the same numbers, and leads back', () => {
    const octet = fc.integer({ min: 0, max: 255 });
    fc.assert(
      fc.property(octet, octet, octet, (site, rack, host) => {
        const ip = `10.${site}.${rack}.${host}`;
        const ip6 = sameDigits(P, ip);
        const groups = ip6.slice('fd12:3456:789a:'.length).match(/\d+/g) ?? [];
        expect(groups.filter((group) => group !== '0')).toEqual(
          [site, rack, host].filter((digit) => digit !== 0).map(String),
        );
        expect(digitsBack(network, parseIp(ip6)!)).toBe(ip);
      }),
    );
  });

  it.each([
    'fd12:3456:789a:1::a',
    'fd12:3456:789a:1::256',
    'fd12:3456:789b:1::11',
    '2001:db8::1',
    'fd12:3456:789a:1:0:1::11',
  ])('none that the plan gives: %s', (ip6) => expect(digitsBack(network, parseIp(ip6)!)).toBeUndefined());
});

describe('a prefix for them', () => {
  it.each([
    [P, 0],
    ['FD12:3456:789A::/48', 0],
    ['fc12:3456:789a::/48', 1],
    ['2001:db8::/32', 2],
    ['fd00::1/64', 3],
  ])('%s', (text, problems) => expect(ulaProblems(text)).toHaveLength(problems));
});

describe('who has one', () => {
  const ipv6 = { prefix: P, types: { can: true, cannot: false }, place: network.sites[0]!.place };
  const device = { role: 'server', rendered: false } as const;
  it.each([
    ['what we configure', { role: 'jumphost', rendered: true }, { kind: 'management' }, true],
    ["a server's operating system", device, { kind: 'management' }, true],
    ['a BMC', device, { kind: 'bmc' }, false],
    ['a PDU', { role: 'pdu', rendered: false }, { kind: 'management' }, false],
    ['a BMC whose type can', { ...device, type: 'can' }, { kind: 'bmc' }, true],
    [
      'a jumphost whose type cannot',
      { role: 'jumphost', rendered: true, type: 'cannot' },
      { kind: 'management' },
      false,
    ],
    ['a device against its type', { ...device, type: 'can', ipv6: false }, { kind: 'management' }, false],
    ['a port against its device', { ...device, ipv6: false }, { kind: 'bmc', ipv6: true }, true],
  ] as const)('%s', (_, one, port, can) => expect(speaksIpv6(ipv6, one, port)).toBe(can));

  it('has it in the plan, and nothing outside of management does', () => {
    const dual = network.addresses.filter(({ ip6 }) => ip6 !== undefined);
    expect(dual.map(({ port }) => port)).toContain('zrh1/r01/pdu1:mgmt');
    expect(dual.map(({ port }) => port)).not.toContain('zrh1/r01/pdu2:mgmt');
    expect([...new Set(dual.map((address) => address.network))].sort()).toEqual(['interlink', 'management']);
    expect(network.pairs.map(({ shared6 }) => shared6)).toEqual([
      'fd12:3456:789a:1::1',
      'fd12:3456:789a:2::1',
    ]);
  });

  it('without a prefix nobody has', () => {
    const full = must(loadInventory('examples/full/relaxops.yaml').network, 'full');
    expect(JSON.stringify(full)).not.toMatch(/ip6|ipv6|shared6/);
  });
});

describe('whereIs', () => {
  const lines = (question: string): string[] =>
    whereIs(network, question).map((w) => [w.address, w.ipv6 ?? '-', w.owner ?? '-', w.what].join(' | '));
  it.each([
    [
      'fd12:3456:789a:1::11',
      '10.1.0.11 | fd12:3456:789a:1::11 | zrh1/r01/jump1:mgmt | management address of a jumphost, management port',
    ],
    [
      'fd12:3456:789a:1:0:0:0:11',
      '10.1.0.11 | fd12:3456:789a:1::11 | zrh1/r01/jump1:mgmt | management address of a jumphost, management port',
    ],
    [
      '10.1.0.11',
      '10.1.0.11 | fd12:3456:789a:1::11 | zrh1/r01/jump1:mgmt | management address of a jumphost, management port',
    ],
    [
      'fd12:3456:789a:2::1',
      '10.2.0.1 | fd12:3456:789a:2::1 | ber1/r01/gw1 | inside address that the gateways of site ber1 share',
    ],
    [
      'fd12:3456:789a:1::1:22',
      'fd12:3456:789a:1::1:22 | - | - | free, kept for zrh1/r01/pdu2:mgmt, which has 10.1.1.22 only',
    ],
    [
      'fd12:3456:789a:1::1:105',
      'fd12:3456:789a:1::1:105 | - | - | free, would be server 5 in rack r01 of site zrh1',
    ],
  ])('%s', (question, answer) => expect(lines(question)).toEqual([answer]));

  it('knows nothing of a prefix that is not ours', () => {
    expect(lines('fd99::1')).toEqual([]);
    expect(lines('fd12:3456:789a:1::a')).toEqual([]);
  });
});
