import { describe, expect, it } from 'vitest';
import { loadInventory } from '#inventory/load.ts';
import type { Network } from '#model/network.ts';
import { testMaterial } from './_test-material.ts';
import { renderContext } from './context.ts';
import { applyLabDifferences } from './lab-diff.ts';
import { hostNamed } from './renderer.ts';
import { sysctl } from './sysctl.ts';

const full = loadInventory('examples/full/relaxops.yaml').network!;

/** The example with so many management addresses at its first site. */
const crowded = (count: number): Network => {
  const [one] = full.addresses.filter((a) => a.network === 'management' && a.site === 'zrh1');
  const here = full.addresses.filter((a) => a.network === 'management' && a.site === 'zrh1').length;
  const more = Array.from({ length: count - here }, (_, n) => ({
    ...one!,
    ip: `10.1.${10 + Math.floor(n / 200)}.${1 + (n % 200)}`,
    device: 'zrh1/r03/srv01',
    port: 'zrh1/r03/srv01:bmc',
  }));
  return { ...full, addresses: [...full.addresses, ...more] };
};

const files = (network: Network, host: string) => {
  const context = renderContext(network, testMaterial(network));
  return sysctl.render(context, hostNamed(context, host));
};
const limits = (text: string): number[] =>
  [...text.matchAll(/^net\.ipv4\.neigh\.default\.gc_thresh\d = (\d+)$/gm)].map((match) => Number(match[1]));

describe('room for neighbours', () => {
  it.each([
    [256, []],
    [257, [1024, 2048, 4096]],
    [1000, [2048, 4096, 8192]],
  ])('with %i addresses at the site', (count, expected) => {
    for (const host of ['zrh1/r01/gw1', 'zrh1/r01/jump1'])
      expect(limits(files(crowded(count), host)[0]!.text)).toEqual(expected);
    // Another site has its own count, and a device that talks to gateways only has few neighbours anywhere.
    for (const host of ['ber1/r01/gw1', 'zrh1/r01/pdu1'])
      expect(limits(files(crowded(count), host)[0]!.text)).toEqual([]);
  });

  it('is not asked for in the lab, whose kernel has one table for all', () => {
    const lab = applyLabDifferences(files(crowded(1000), 'zrh1/r01/gw1'));
    expect(lab[0]!.text).not.toContain('gc_thresh');
    expect(lab[0]!.text).toContain('arp_ignore');
  });
});
