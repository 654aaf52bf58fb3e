import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { predictNameless } from '#analysis/predict-names.ts';
import { analyse } from '#analysis/state.ts';
import { loadInventory } from '#inventory/load.ts';
import { type Lab, startLab } from '#lab/cage/lab.ts';
import { faults } from '#lab/faults/index.ts';
import type { LabPlan } from '#lab/plan.ts';
import { partsHere, preflight } from '#lab/preflight.ts';
import { labMaterial } from '#lab/world/material.ts';
import { loginCommand } from '#lab/world/name-service.ts';
import { labPlan } from '#lab/world/world.ts';

/** Where access needs names: no name service, nobody gets in, though every port answers (T54). */
const network = loadInventory(join(import.meta.dirname, '../cases/lab/names.yaml')).network!;
const LAPTOP = 'laptop/zrh1/r01/gw1';
const SW = 'zrh1/r01/sw1';
const GW = 'zrh1/r01/gw1';

const missing = preflight().map((one) => one.what);
const parts = partsHere();
if (!parts.names) missing.push('dnsmasq');
const skipped = missing.length > 0 ? ` (skipped: needs ${missing.join(', ')})` : '';

describe.skipIf(skipped !== '')(`names${skipped}`, { timeout: 60_000 }, () => {
  let lab: Lab;
  let plan: LabPlan;

  beforeAll(async () => {
    plan = labPlan(network, await labMaterial(network), `names-${process.pid}`);
    lab = await startLab(plan);
    const { ready, missing: late } = await lab.ready();
    expect([ready, late]).toEqual([true, []]);
  }, 60_000);
  afterAll(() => lab?.down());

  const byName = (alias: string) =>
    lab.exec({ host: LAPTOP, argv: [...loginCommand(network, parts, 'zrh1', alias), 'uname', '-n'] });
  const literally = (alias: string) =>
    lab.exec({
      host: LAPTOP,
      argv: ['ssh', '-n', '-F', '/etc/relaxops/lab/ssh_config', alias, 'uname', '-n'],
    });
  const answered = () => lab.logs('service/names', 'relaxops-dnsmasq.service');
  const fault = faults.find(({ id }) => id === 'dns-down')!;

  test('only the service that access needs can be broken', () => {
    expect(fault.scopes(network, plan)).toEqual(['names']);
  });

  test('operators go by names of the service', async () => {
    await expect.poll(async () => (await byName(SW)).stdout.trim(), { timeout: 20_000 }).toBe('zrh1-r01-sw1');
    expect((await byName(GW)).stdout.trim()).toBe('zrh1-r01-gw1');
    expect(await answered()).toMatch(/query\[A\] sw1\.r01\.zrh1\.oob from 198\.51\.100\./);
  });

  test('without it nobody gets in by name, and everybody by address', async () => {
    await fault.cause(lab, 'names', network);
    const { ok, stderr } = await byName(SW);
    expect([ok, stderr.trim()]).toEqual([false, 'no address for sw1.r01.zrh1.oob']);
    expect((await literally(SW)).stdout.trim()).toBe('zrh1-r01-sw1');
    await fault.mend(lab, 'names', network);
    expect((await byName(SW)).stdout.trim()).toBe('zrh1-r01-sw1');
  });

  test('its provider takes it along', async () => {
    await lab.blockForwarding('provider/hetzner');
    expect((await byName(SW)).ok).toBe(false);
    await lab.unblockForwarding('provider/hetzner');
    expect((await byName(SW)).ok).toBe(true);
  });

  test('the model says the same', () => {
    const analysis = analyse(network);
    const lost = (kind: string, scope: string) => predictNameless(analysis, [{ kind, scope }]).size > 0;
    expect(predictNameless(analysis, []).size).toBe(0);
    expect([lost('dns-down', 'names'), lost('provider-down', 'hetzner')]).toEqual([true, true]);
    expect([lost('dns-down', 'resolver'), lost('provider-down', 'init7')]).toEqual([false, false]);
  });
});
