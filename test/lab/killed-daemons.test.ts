import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { predictCells } from '#analysis/predict.ts';
import { analyse } from '#analysis/state.ts';
import { loadInventory } from '#inventory/load.ts';
import { type Lab, startLab } from '#lab/cage/lab.ts';
import { compare } from '#lab/compare.ts';
import { partsOff, partsUsed, preflight } from '#lab/preflight.ts';
import { runVerify } from '#lab/verify/run.ts';
import { possibleFailures } from '#lab/verify/sample.ts';
import { labMaterial } from '#lab/world/material.ts';
import { labPlan } from '#lab/world/world.ts';

/**
 * `kill -9` of each daemon of each role, one after the other in one lab: what it takes is as predicted, no other unit of any host dies,
 * and all is back once it is started again. The daemons of CARP and Pacemaker are killed in `pairs.test.ts`.
 */
const root = join(import.meta.dirname, '../..');
const network = loadInventory(join(root, 'examples/c-one-datacentre/relaxops.yaml')).network!;
const off = partsOff(partsUsed(network)).flatMap((part) => part.missing);
const missing = [...preflight(), ...off].map((one) => one.what);
const skipped = missing.length > 0 ? ` (skipped: needs ${missing.join(', ')})` : '';

/** Every kind of daemon of every role that has it, killed on one device. */
const KILLED = [
  'zrh1/r01/gw1/sshd',
  'zrh1/r01/gw1/openvpn-oob',
  'zrh1/r01/gw1/keepalived',
  'zrh1/r01/gw2/openvpn-rdv',
  'rdv1/sshd',
  'rdv1/openvpn-rdv',
  'zrh1/r01/jump1/sshd',
  'zrh1/r02/msw1/sshd',
  'zrh1/r01/cs1/sshd',
  'zrh1/r01/cs1/ser2net',
  'zrh1/r01/pdu1/sshd',
  'zrh1/r01/rt1/sshd',
  'zrh1/r02/sw1/sshd',
  'zrh1/r02/srv01/sshd',
];

const kindOf = (scope: string): string => {
  const at = scope.lastIndexOf('/');
  const device = network.devices.find(({ id }) => id === scope.slice(0, at));
  return `${device?.role} ${scope.slice(at + 1)}`;
};

describe.skipIf(skipped !== '')(`killed daemons${skipped}`, () => {
  test('each takes what is predicted, no other daemon, and comes back', async () => {
    const made = await labMaterial(network);
    const plan = labPlan(network, made, `killed-${process.pid}`);
    const possible = possibleFailures(network, plan);
    const scopes = possible.filter(({ kind }) => kind === 'service-crash').map(({ scope }) => scope);
    // The table has every kind there is.
    expect([...new Set(scopes.map(kindOf))].sort()).toEqual(KILLED.map(kindOf).sort());
    let lab: Lab;
    /** Units that do not run: at the start, while each failure lasts, and at the end. */
    const dead: string[][] = [];
    const run = await runVerify({
      network,
      material: made.material,
      failures: KILLED.map((scope) => ({ kind: 'service-crash', scope })),
      seed: 1,
      labs: 1,
      budget: 300,
      boot: async () => {
        lab = await startLab(plan);
        expect(await lab.ready()).toMatchObject({ ready: true });
        return lab;
      },
      resorts: () => async () => {
        const units = (await lab.ready()).missing.map(({ host, unit }) => `${host} ${unit}`);
        dead.push(units);
        return [];
      },
      progress: () => {},
    });
    const unit = (scope: string) => scope.replace(/\/([^/]+)$/, ' relaxops-$1.service');
    expect(dead).toEqual([[], ...KILLED.map((scope) => [unit(scope)]), []]);
    const analysis = analyse(network);
    const result = compare(network, run.file, (failures) => predictCells(analysis, failures), possible);
    expect(result.mismatches).toEqual([]);
    // Something was lost, and most lived.
    expect(result.failures.filter(({ observedLost }) => observedLost > 0).length).toBeGreaterThan(9);
    expect(result.failures.every(({ living }) => living > 0)).toBe(true);
  });
});
