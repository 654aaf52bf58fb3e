import { describe, expect, it } from 'vitest';
import { run } from '#host/process.ts';
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

const skipped = process.getuid?.() === 0 ? '' : ' (skipped: needs root)';

/** What the kernel makes of a file, in a network namespace with one interface, after what was there before. */
const redirects = async (text: string, before: string): Promise<string> => {
  const script = [
    'ip link add mgmt type veth peer name far',
    before,
    `sysctl -e -q -p - <<'X'\n${text}X`,
    'sysctl -n net.ipv4.conf.all.accept_redirects net.ipv4.conf.mgmt.accept_redirects',
  ].join('\n');
  const result = await run(['unshare', '-n', 'sh', '-c', script], { timeoutMs: 20_000 });
  expect(result.ok ? result.stderr : result).toBe('');
  return result.ok ? result.stdout.trim().replaceAll('\n', ' ') : '';
};

describe.skipIf(skipped !== '')(`redirects${skipped}`, () => {
  // A host that forwards nothing follows redirects if "all" or the interface says so (ip-sysctl.rst).
  it.each(['sysctl -q -w net.ipv4.ip_forward=0', 'sysctl -q -w net.ipv4.ip_forward=1'])(
    'are not followed after %s',
    async (before) => {
      for (const host of ['zrh1/r01/jump1', 'zrh1/r01/msw1', 'zrh1/r01/gw1'])
        expect([host, await redirects(files(full, host)[0]!.text, before)]).toEqual([host, '0 0']);
    },
  );
});

describe('a management namespace', () => {
  it('has settings of its own, whether the network has IPv6 or not', async () => {
    const [, own] = files(full, 'zrh1/r02/srv02');
    expect(own?.path).toMatch(/management-sysctl\.conf$/);
    for (const line of ['net.ipv6.conf.all.disable_ipv6 = 1', 'net.ipv4.ip_forward = 0'])
      expect(own!.text.split('\n')).toContain(line);
    if (skipped === '') expect(await redirects(own!.text, '')).toBe('0 0');
  });
});
