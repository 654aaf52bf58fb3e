import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contains, parseIp, parsePrefix } from '#base/ip.ts';
import { resolveInventory } from '#inventory/resolve.ts';
import { textReader } from '#inventory/text-reader.ts';
import type { Network } from '#model/network.ts';
import { doorAddress, gatewayTunnelAddress, operatorAddress, stationAddress } from './pools.ts';

const rackText = (counts: Record<string, number>): string =>
  Object.entries(counts)
    .filter(([, count]) => count > 0)
    .map(([key, count]) => `        "${key.split(' ')[1]}[1-${count}]": ${key.split(' ')[0]}`)
    .join('\n');

interface Spec {
  readonly prefix: string;
  readonly sites: readonly { readonly racks: readonly Record<string, number>[] }[];
}

const inventory = (spec: Spec): string =>
  [
    `relaxops: 1\nprefix: ${spec.prefix}\nnetworks: { home: 198.51.100.0/27 }\nproviders: { p:, q: }`,
    'rendezvous: { rdv1: { provider: q, address: 203.0.113.66/28 } }',
    'sites:',
    ...spec.sites.map((site, s) => siteText(site, s)),
  ].join('\n');

const siteText = (site: Spec['sites'][number], s: number): string => {
  const racks = site.racks.map((rack, r) => `      r${r + 1}:\n       devices:\n${rackText(rack)}`);
  const gateways = Array.from(
    { length: site.racks[0]!['gateway gw']! },
    (_, g) => `      r1/gw${g + 1}: { provider: p, medium: mobile, rendezvous: rdv1 }`,
  );
  return `  s${s + 1}:\n    number: ${s + 1}\n    racks:\n${racks.join('\n')}\n    uplinks:\n${gateways.join('\n')}`;
};

const count = (max: number) => fc.integer({ min: 0, max });
const rack = fc.record({
  'management-switch msw': fc.integer({ min: 1, max: 3 }),
  'console-server cs': count(2),
  'pdu pdu': fc.constantFrom(0, 3),
  'router rt': count(2),
  'switch sw': count(9),
  'meta-switch bsw': count(2),
  'server srv': count(8),
});
const main = fc
  .tuple(rack, fc.record({ 'gateway gw': fc.integer({ min: 1, max: 8 }), 'jumphost jump': count(5) }))
  .map(([a, b]) => ({ ...a, 'management-switch msw': 3, ...b }));
const site = fc.tuple(main, fc.array(rack, { maxLength: 2 })).map(([m, rest]) => ({ racks: [m, ...rest] }));
const spec: fc.Arbitrary<Spec> = fc.record({
  prefix: fc.constantFrom('10.0.0.0/8', '172.16.0.0/12', '100.64.0.0/10'),
  sites: fc.array(site, { minLength: 1, maxLength: 3 }),
});

const everything = (network: Network): string[] => [
  ...network.addresses.map((a) => a.ip),
  ...network.pairs.map((p) => p.shared),
  ...network.doors.flatMap((d) =>
    [
      doorAddress(d),
      gatewayTunnelAddress(network, d) ?? [],
      ...network.operators.map((o) => operatorAddress(d, o)),
      ...network.stations.map((s) => stationAddress(d, s)),
    ].flat(),
  ),
];

const check = (s: Spec, network: Network): void => {
  const all = everything(network);
  expect(new Set(all).size).toBe(all.length);
  const prefix = parsePrefix(s.prefix)!;
  const own = network.addresses.filter((a) => a.network === 'management');
  expect(own.length).toBeGreaterThan(0);
  expect(own.filter((a) => !contains(prefix, parseIp(a.ip)!))).toEqual([]);
};

describe('the addressing plan', () => {
  it('gives no address twice, and management addresses from its prefix', () => {
    let seen = 0;
    fc.assert(
      fc.property(spec, (s) => {
        const { network, findings } = resolveInventory('i.yaml', textReader({ 'i.yaml': inventory(s) }));
        if (network) {
          seen++;
          check(s, network);
          // Only a lack of ports may stand in the way of these.
        } else expect(new Set(findings.map((f) => f.code))).toEqual(new Set(['no-free-port']));
      }),
      { numRuns: 60 },
    );
    expect(seen).toBeGreaterThan(10);
  });
});
