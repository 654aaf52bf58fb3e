import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadInventory } from '#inventory/load.ts';
import { type Lab, startLab } from '#lab/cage/lab.ts';
import { preflight } from '#lab/preflight.ts';
import { labMaterial } from '#lab/world/material.ts';
import { labPlan } from '#lab/world/world.ts';

/** The country block with real packets: one laptop that roams, at home and abroad. */
const root = join(import.meta.dirname, '../..');
const network = loadInventory(join(root, 'test/cases/countries/relaxops.yaml')).network!;
const JUMP_IP = '10.1.0.11';
/** Doors with the laptop behind each, and where its packets are judged: at the gateway, and at the rendezvous in front of the other. */
const DOORS = [
  { gateway: 'zrh1/r01/gw1', judge: 'zrh1/r01/gw1', address: '203.0.113.2' },
  { gateway: 'zrh1/r01/gw2', judge: 'rdv1', address: '203.0.113.66' },
] as const;
const CH = '198.18.3.77';
const LI = '198.18.9.77';
const ABROAD = '198.19.0.77';
const HOME = '198.51.100.2';

const missing = preflight().map((one) => one.what);
const lacking = [...missing, ...['/usr/sbin/nft'].filter((path) => !existsSync(path))];
const skipped = lacking.length > 0 ? ` (skipped: needs ${lacking.join(', ')})` : '';

let lab: Lab;
const sh = async (host: string, script: string): Promise<string> =>
  (await lab.exec({ host, argv: ['sh', '-c', script] })).stdout;

const answers = async (host: string): Promise<boolean> => {
  const targets = [{ address: JUMP_IP, port: 22 }];
  const { attempts } = await lab.observe({ host, targets, timeoutMs: 1500, hostKey: false });
  return attempts[0]!.outcome === 'answered';
};

const counted = async (host: string): Promise<number> => {
  const rules = await sh(host, 'nft list chain inet relaxops country');
  return Number(/counter packets (\d+) bytes \d+ drop/.exec(rules)![1]);
};

const eventually = async (what: () => Promise<boolean>, ms = 20_000): Promise<void> => {
  const end = Date.now() + ms;
  while (!(await what())) {
    if (Date.now() > end) throw new Error(`not within ${ms} ms`);
    await new Promise((done) => setTimeout(done, 100));
  }
};

describe.skipIf(skipped !== '')(`country block${skipped}`, () => {
  beforeAll(async () => {
    lab = await startLab(labPlan(network, await labMaterial(network), `countries-${process.pid}`));
    const { ready, missing: late } = await lab.ready();
    expect([ready, late]).toEqual([true, []]);
  });
  afterAll(() => lab?.down());

  describe.each(DOORS)('door $gateway', ({ gateway, judge, address }) => {
    const laptop = `laptop/${gateway}`;
    const client = `openvpn-${gateway.replaceAll('/', '-')}`;
    /** The laptop asks the door from this address, which the Internet routes to it, and starts its client anew. */
    const roam = async (from: string) => {
      await lab.stopService(laptop, client);
      const own = (await sh(laptop, 'ip -4 -br addr show dev eth0')).split(/\s+/)[2]!.replace(/\/.*/, '');
      await sh('internet', `ip route replace ${from}/32 via ${own}`);
      const hop = (await sh(laptop, 'ip -4 route show default')).split(' ')[2]!;
      await sh(
        laptop,
        `ip addr replace ${from}/32 dev lo; ip route replace ${address}/32 via ${hop} src ${from}`,
      );
      await lab.startService(laptop, client);
    };

    test('operators enter from home', async () => {
      await eventually(() => answers(laptop));
      expect(await counted(judge)).toBe(0);
    });

    test.each([CH, LI])(
      'and from %s, in a country of theirs, with the banner of a jumphost',
      async (from) => {
        await roam(from);
        await eventually(() => answers(laptop));
        // The server saw him come from there, whoever forwarded it.
        expect(await lab.logs(gateway, 'relaxops-openvpn-oob.service')).toContain(`${from}:`);
        expect(await counted(judge)).toBe(0);
      },
    );

    test('not from abroad: dropped and counted', async () => {
      await roam(ABROAD);
      await eventually(async () => (await counted(judge)) > 0);
      expect(await answers(laptop)).toBe(false);
      // Nothing but the block refuses: without it, here and at the gateway behind, the same knock opens the door.
      for (const host of new Set([judge, gateway])) await sh(host, 'nft flush chain inet relaxops country');
      await eventually(() => answers(laptop));
    });

    test('whoever is in when the block is loaded anew stays in', async () => {
      for (const host of new Set([judge, gateway])) await sh(host, 'nft -f /etc/relaxops/nftables.nft');
      expect(await answers(laptop)).toBe(true);
      expect(await counted(judge)).toBe(0);
    });
  });

  test('ssh of a rendezvous from abroad is counted too, and a known network gets its banner', async () => {
    const targets = [{ address: '203.0.113.66', port: 22 }];
    const ask = async () =>
      (await lab.observe({ host: 'laptop', targets, timeoutMs: 1500, hostKey: false })).attempts[0]!.outcome;
    await sh('rdv1', 'nft -f /etc/relaxops/nftables.nft');
    expect(await ask()).toBe('answered');
    await sh('internet', `ip route replace ${ABROAD}/32 via ${HOME}`);
    const hop = (await sh('laptop', 'ip -4 route show default')).split(' ')[2]!;
    await sh(
      'laptop',
      `ip addr add ${ABROAD}/32 dev lo; ip route add 203.0.113.66/32 via ${hop} src ${ABROAD}`,
    );
    expect(await ask()).not.toBe('answered');
    expect(await counted('rdv1')).toBeGreaterThan(0);
  });
});
