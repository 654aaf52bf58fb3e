import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { loadInventory } from '#inventory/load.ts';
import { type Lab, startLab } from '#lab/cage/lab.ts';
import { partsOff, preflight } from '#lab/preflight.ts';
import { labMaterial } from '#lab/world/material.ts';
import { labPlan } from '#lab/world/world.ts';
import { planned, verifyLooking } from './looking.ts';

/**
 * Who has the inside address of a pair, by engine: ucarp (CARP) at one site, keepalived (VRRP) at the other, in one lab. Every failure of a
 * gateway and its daemons is caused for real and compared with its prediction, and while it lasts the boxes say whose the address is.
 */
const root = join(import.meta.dirname, '../..');
const network = loadInventory(join(root, 'test/cases/pairs/relaxops.yaml')).network!;
const off = partsOff(['carp', 'pacemaker']).flatMap((part) => part.missing);
const missing = [...preflight(), ...off].map((one) => one.what);
const skipped = missing.length > 0 ? ` (skipped: needs ${missing.join(', ')})` : '';

const SITES = [
  { site: 'zrh1', shared: '10.1.0.1/16' },
  { site: 'ber1', shared: '10.2.0.1/16' },
  { site: 'gva1', shared: '10.3.0.1/16' },
] as const;

/** What strikes, and who has the address of the pair meanwhile. */
const ROWS = [
  // The door's line is no reason to move: answers find each door by routes of their own.
  ['link-cut', 'zrh1/r01/gw1:wan', ['gw1']],
  // Loud: adverts are still sent.
  ['misconfiguration', 'zrh1/r01/gw1', ['gw1']],
  ['device-dead', 'zrh1/r01/gw1', ['gw2']],
  // Killed with all its children, a daemon takes nothing away: its unit does, so there is no second owner.
  ['service-crash', 'zrh1/r01/gw1/ucarp', ['gw2']],
  ['service-crash', 'ber1/r01/gw1/keepalived', ['gw2']],
  ['service-crash', 'gva1/r01/gw1/corosync', ['gw2']],
  ['service-crash', 'gva1/r01/gw1/pacemaker', ['gw2']],
  // Last: ucarp looks at a link that was down every 10 s, and only then counts adverts.
  ['link-cut', 'zrh1/r01/gw1:inside', ['gw2']],
] as const;
const USUAL = SITES.map(() => ['gw1']);

/** Gateways of a site that have the address, of those that can be asked. */
const ownersOf = async (lab: Lab, site: string, shared: string): Promise<string[]> => {
  const { poweredHosts, hung } = await lab.state();
  const asked = ['gw1', 'gw2'].filter((box) => {
    const host = `${site}/r01/${box}`;
    return poweredHosts.includes(host) && !hung.includes(host);
  });
  const said = await Promise.all(
    asked.map((box) => lab.exec({ host: `${site}/r01/${box}`, argv: ['ip', '-4', '-o', 'address', 'show'] })),
  );
  return asked.filter((_, at) => said[at]!.stdout.includes(` ${shared} `));
};

/** Whom the switch of a site sees when an operator logs in by the name that leaves out jumphosts. */
const cameFrom = async (lab: Lab, site: string): Promise<string> => {
  const argv = ['ssh', '-n', '-F', '/etc/relaxops/lab/ssh_config', `${site}/r01/sw1.via-vpn`];
  const said = await lab.exec({ host: 'laptop/zrh1/r01/gw1', argv: [...argv, 'echo "$SSH_CONNECTION"'] });
  return said.stdout + said.stderr;
};

describe.skipIf(skipped !== '')(`pairs by engine${skipped}`, () => {
  test('each failure is as predicted, and the address has the owners that its engine gives it', async () => {
    const seen: (readonly string[])[][] = [];
    let came: readonly string[] = [];
    const { run, result } = await verifyLooking(
      await planned(network, 'pairs'),
      ROWS.map(([kind, scope]) => ({ kind, scope })),
      async (lab) => {
        const look = () => Promise.all(SITES.map(({ site, shared }) => ownersOf(lab, site, shared)));
        if (seen.length > ROWS.length) await expect.poll(look, { timeout: 30_000 }).toEqual(USUAL);
        seen.push(await look());
        if (seen.length === 1) came = await Promise.all(['ber1', 'gva1'].map((site) => cameFrom(lab, site)));
      },
    );
    // Past jumphosts, from an address of the door's pool; where they are the only way there is no such name.
    expect(came).toEqual([
      expect.stringMatching(/^10\.101\.\d+\.\d+ \d+ 10\.2\.1\.41 22$/m),
      expect.stringContaining('Could not resolve hostname gva1/r01/sw1.via-vpn'),
    ]);
    expect(result.mismatches).toEqual([]);
    expect(run.file.observations.length).toBe(ROWS.length);
    // Where the VPN is another way, and where jumphosts are the only one.
    const entered = (door: string, ip: string) =>
      run.file.start.cells.find((cell) => cell.vantage.startsWith(`door:${door}`) && cell.ip === ip)?.outcome;
    expect(entered('ber1/r01/gw1', '10.2.1.41')).toBe('answered');
    expect(entered('ber1/r01/gw2', '10.1.1.41')).toBe('answered');
    expect(entered('gva1/r01/gw1', '10.3.1.41')).not.toBe('answered');
    const expected = ROWS.map(([, scope, owners]) =>
      SITES.map(({ site }) => (scope.startsWith(site) ? owners : ['gw1'])),
    );
    const named = (all: readonly unknown[]) =>
      all.map((owners, at) => ({ during: ROWS[at - 1]?.join(':') ?? 'nothing', owners }));
    expect(named(seen)).toEqual(named([USUAL, ...expected, USUAL]));
  });

  test('a loop in a switch that limits storms: frames are dropped, and everything answers, adverts included', async () => {
    const lab = await startLab(labPlan(network, await labMaterial(network), `storm-${process.pid}`));
    try {
      expect(await lab.ready()).toMatchObject({ ready: true });
      const targets = ['10.1.1.41', '10.1.0.2', '10.1.0.3', '10.1.1.1'].map((address) => ({
        address,
        port: 22,
      }));
      const outcomes = async (): Promise<string[]> =>
        (await lab.observe({ host: 'zrh1/r01/jump1', targets, timeoutMs: 1500, hostKey: true })).attempts.map(
          ({ outcome }) => outcome,
        );
      const all = targets.map(() => 'answered');
      await expect.poll(() => ownersOf(lab, 'zrh1', '10.1.0.1/16'), { timeout: 15_000 }).toEqual(['gw1']);
      await lab.loop('zrh1/r01/msw1');
      // Twice: addresses that were known, and then every one asked for anew.
      expect(await outcomes()).toEqual(all);
      await lab.exec({ host: 'zrh1/r01/jump1', argv: ['ip', 'neigh', 'flush', 'all'] });
      expect(await outcomes()).toEqual(all);
      expect(await ownersOf(lab, 'zrh1', '10.1.0.1/16')).toEqual(['gw1']);
      const said = await lab.exec({ host: 'zrh1/r01/msw1', argv: ['nft', 'list', 'ruleset', 'bridge'] });
      expect(said.stdout).toMatch(/counter packets [1-9]\d* .*by a loop/);
      await lab.unloop('zrh1/r01/msw1');
      // Without the limit the same loop fills every port.
      await lab.exec({ host: 'zrh1/r01/msw1', argv: ['nft', 'delete', 'table', 'bridge', 'relaxops'] });
      await lab.loop('zrh1/r01/msw1');
      expect(await outcomes()).not.toContain('answered');
    } finally {
      await lab.down();
    }
  });
});
