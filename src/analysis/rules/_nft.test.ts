import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadInventory } from '#inventory/load.ts';
import { testMaterial } from '#render/_test-material.ts';
import { renderContext } from '#render/context.ts';
import { renderedHosts, renderHost } from '#render/render-host.ts';
import { addressValue, chainsIn, holds } from './_nft.ts';

const filter = (...rules: readonly string[]): string =>
  `table inet t {
    set pool {
        type ipv4_addr
        flags interval
        elements = { 10.101.1.10-10.101.1.199, 10.2.0.0/16, 10.1.0.11 }
    }

    chain input {
        type filter hook input priority filter; policy drop;
${rules.map((rule) => `        ${rule}`).join('\n')}
    }
}
`;

const permitOf = (rule: string) => chainsIn(filter(rule))[0]?.permits[0];

describe('a rule', () => {
  it.each([
    ['ip saddr @pool tcp dport 22 accept', '10.101.1.10', true],
    ['ip saddr @pool tcp dport 22 accept', '10.101.1.9', false],
    ['ip saddr @pool tcp dport 22 accept', '10.2.200.1', true],
    ['ip6 saddr fd12:3456:789a:1::/64 tcp dport 22 accept', 'fd12:3456:789a:1::11', true],
    ['ip6 saddr fd12:3456:789a:1::/64 tcp dport 22 accept', 'fd12:3456:789a:2::11', false],
    ['ip6 saddr { fd12:3456:789a:1::11, fd12:3456:789a:1::12 } accept', '10.1.0.11', false],
    ['ip saddr 10.0.0.0/8 accept', 'fd12:3456:789a:1::11', false],
    ['ip saddr @pool tcp dport 22 accept', '10.1.0.12', false],
    ['ip saddr { 10.1.0.11, 10.1.0.12 } accept', '10.1.0.12', true],
    ['ip saddr 10.1.0.0/24 accept', '10.1.1.0', false],
    ['ip saddr @nobody accept', '10.1.1.0', false],
    ['tcp dport 22 accept', '192.0.2.1', true],
    // What a negation leaves over is no restriction.
    ['ip saddr != @pool accept', '192.0.2.1', true],
  ])('%s: from %s %s', (rule, ip, expected) => {
    expect(holds(permitOf(rule)?.source, addressValue(ip))).toBe(expected);
  });

  it.each([
    ['ct state established,related accept', true],
    ['ct state { established, related } accept', true],
    ['ip saddr @pool tcp sport 22 tcp flags & (syn | ack) != syn accept', true],
    ['icmp type { destination-unreachable, time-exceeded } accept', true],
    ['icmp type echo-request accept', false],
    ['tcp dport 22 accept comment "ct state established"', false],
  ])('%s is for answers: %s', (rule, expected) => expect(permitOf(rule)?.answers).toBe(expected));

  it('that drops, or says accept in its comment only, permits nothing', () => {
    expect(permitOf('ip saddr @pool counter drop comment "do not accept"')).toBeUndefined();
  });
});

describe('what is rendered', () => {
  const root = join(import.meta.dirname, '../../..');
  const network = loadInventory(join(root, 'examples/full/relaxops.yaml')).network!;
  const context = renderContext(network, testMaterial(network));
  const filters = renderedHosts(network).flatMap((host) =>
    renderHost(context, host).filter(({ path }) => path.endsWith('nftables.nft')),
  );

  it('is read, every line that accepts', () => {
    expect(filters.length).toBeGreaterThan(5);
    for (const { text } of filters) {
      const lines = text.match(/^ +(?! |type ).*\baccept\b/gm) ?? [];
      const chains = chainsIn(text);
      expect(chains.flatMap(({ permits }) => permits).length).toBe(lines.length);
      // Before routing only sources from elsewhere are dropped; what passes is judged afterwards.
      const judging = chains.filter(({ hook }) => hook !== 'prerouting');
      expect(judging.map(({ hook, policy }) => `${hook} ${policy}`)).toEqual([
        ...['input drop', 'forward drop', 'output drop'],
      ]);
    }
  });
});
