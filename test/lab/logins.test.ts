import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { predictCells } from '#analysis/predict.ts';
import { predictShut } from '#analysis/predict-logins.ts';
import { predictResorts } from '#analysis/predict-resorts.ts';
import { analyse } from '#analysis/state.ts';
import { loadInventory } from '#inventory/load.ts';
import { type Lab, startLab } from '#lab/cage/lab.ts';
import { compare } from '#lab/compare.ts';
import { faults } from '#lab/faults/index.ts';
import { observeResorts } from '#lab/observe/resorts.ts';
import type { LabPlan } from '#lab/plan.ts';
import { partsOff, preflight } from '#lab/preflight.ts';
import { type RunResult, runVerify } from '#lab/verify/run.ts';
import { possibleFailures } from '#lab/verify/sample.ts';
import { type LabMaterial, labMaterial } from '#lab/world/material.ts';
import { loginCommand } from '#lab/world/name-service.ts';
import { ALL_PARTS } from '#lab/world/parts.ts';
import { labPlan } from '#lab/world/world.ts';
import { failureId } from '#model/failure.ts';

/** Logins ask a FreeRADIUS server, which is silent or refuses; what comes of it is what the model says (RFC 3871 section 2.3.4). */
const network = loadInventory(join(import.meta.dirname, '../cases/logins/relaxops.yaml')).network!;
const JUMP = 'zrh1/r01/jump1';
const SW = 'zrh1/r01/sw1';

const lacking = [
  ...preflight(),
  ...partsOff()
    .filter(({ part }) => part === 'logins')
    .flatMap((one) => one.missing),
].map((one) => one.what);
const skipped = lacking.length > 0 ? ` (skipped: needs ${lacking.join(', ')})` : '';

/** The first of the two servers is gone with its box; the other still answers the gateway, and nobody answers the router. */
const CHOSEN = ['aaa-down:radius', 'aaa-down:strict', 'aaa-rejecting:radius', 'device-dead:zrh1/r01/gw2'];

describe.skipIf(skipped !== '')(`logins${skipped}`, { timeout: 120_000 }, () => {
  let lab: Lab;
  let made: LabMaterial;
  let plan: LabPlan;
  let run: RunResult;

  beforeAll(async () => {
    made = await labMaterial(network);
    plan = labPlan(network, made, `logins-${process.pid}`);
    const boot = async (name: string): Promise<Lab> => {
      const booted = await startLab({ ...plan, name });
      const { ready, missing: late } = await booted.ready();
      expect([ready, late]).toEqual([true, []]);
      return booted;
    };
    const failures = possibleFailures(network, plan).filter((one) => CHOSEN.includes(failureId(one)));
    run = await runVerify({
      network,
      material: made.material,
      failures,
      seed: 2,
      // Most of the time somebody waits for a server that is silent.
      labs: 2,
      budget: 100,
      boot: (n) => boot(`${plan.name}-${n}`),
      resorts: (hardware) =>
        observeResorts({ hardware, network, emulated: plan.emulated!, secrets: made.secrets }),
      resortsDuring: true,
      progress: () => {},
    });
    lab = await boot(plan.name);
  }, 120_000);
  afterAll(() => lab?.down());

  const refused = (failure: string): string[] => {
    const seen = run.file.observations.find((one) => one.failure && failureId(one.failure) === failure)!;
    const names = new Map(network.addresses.map(({ ip, device }) => [ip, device.split('/').at(-1)!]));
    return seen.logins.filter(({ ok }) => !ok).map(({ ip }) => names.get(ip)!);
  };

  test('every service can be silenced, and made to refuse', () => {
    const scopes = (kind: string) => faults.find(({ id }) => id === kind)!.scopes(network, plan);
    expect([scopes('aaa-down'), scopes('aaa-rejecting')]).toEqual([
      ['radius', 'strict'],
      ['radius', 'strict'],
    ]);
  });

  const analysis = analyse(network);
  const mismatches = (shut: Parameters<typeof compare>[5]) =>
    compare(
      network,
      run.file,
      (failures) => predictCells(analysis, failures),
      [],
      (failures) => predictResorts(analysis, failures),
      shut,
    ).mismatches;

  test('the lab and the model agree, cell by cell and login by login', () => {
    expect(mismatches((failures) => predictShut(analysis, failures))).toEqual([]);
    expect(run.file.observations.map(({ failure }) => failureId(failure!)).sort()).toEqual(CHOSEN.sort());
  });

  test('a model that says otherwise is contradicted', () => {
    const wrong = mismatches(() => new Set());
    expect([...new Set(wrong.map(({ what, predicted }) => `${what}: ${predicted}`))]).toEqual([
      'login: logs in',
    ]);
    expect([...new Set(wrong.map((one) => one.failure))].sort()).toEqual([
      'aaa-down:strict',
      'aaa-rejecting:radius',
      'device-dead:zrh1/r01/gw2',
    ]);
  });

  test('at the start everybody gets in, by a key and a password that a server has checked', async () => {
    expect(run.file.start.logins.map(({ ok }) => ok)).toEqual(Array(7).fill(true));
    const argv = [...loginCommand(network, ALL_PARTS, 'zrh1', SW), 'uname', '-n'];
    const login = () => lab.exec({ host: 'laptop/zrh1/r01/gw1', argv });
    await expect.poll(async () => (await login()).stdout.trim(), { timeout: 20_000 }).toBe('zrh1-r01-sw1');
    const log = await lab.logs('zrh1/r01/gw1', 'relaxops-freeradius.service');
    expect(log).toMatch(/Login OK: \[alice\] \(from client jump1\.r01\.zrh1 /);
    expect(log).toMatch(/Login OK: \[alice\] \(from client sw1\.r01\.zrh1 /);
    expect(log).not.toContain(made.secrets['radius-password/alice']!.reveal());
    expect(await lab.logs(JUMP, 'relaxops-sshd.service')).toMatch(/Partial publickey for alice /);
  });

  test('a server that is silent leaves the key where the inventory says so, and nothing where it does not', () => {
    expect(refused('aaa-down:radius')).toEqual([]);
    expect(refused('aaa-down:strict')).toEqual(['gw1', 'rt1']);
  });

  test('one that refuses has answered: nothing falls back, at the device or at the jumphost before it', () => {
    expect(refused('aaa-rejecting:radius').sort()).toEqual(['cs1', 'jump1', 'msw1', 'rt1', 'srv1', 'sw1']);
  });

  test("a jumphost's own key asks nobody", async () => {
    const fault = faults.find(({ id }) => id === 'aaa-rejecting')!;
    await fault.cause(lab, 'radius', network);
    const ip = network.addresses.find(({ device, port }) => device === SW && port === `${SW}:mgmt`)!.ip;
    const passphrase = made.secrets[`break-glass-passphrase/${JUMP}`]!.reveal();
    const script = `umask 077; d=$(mktemp -d); read -r p; printf '%s\\n' "$p" >$d/p; printf '#!/bin/sh\\ncat %s\\n' $d/p >$d/ask; chmod 700 $d/ask
install -m 0600 /etc/relaxops/break-glass_key $d/key
SSH_ASKPASS=$d/ask SSH_ASKPASS_REQUIRE=force timeout 20 ssh -n -F /etc/relaxops/ssh_config -i $d/key break-glass@${ip} uname -n; rm -rf $d`;
    const { stdout, stderr } = await lab.exec({
      host: JUMP,
      argv: ['sh', '-c', script],
      stdin: `${passphrase}\n`,
    });
    expect([stdout.trim(), stderr]).toEqual(['zrh1-r01-sw1', expect.any(String)]);
    await fault.mend(lab, 'radius', network);
  });
});
