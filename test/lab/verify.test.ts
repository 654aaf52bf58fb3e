import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { predictCells } from '#analysis/predict.ts';
import { predictResorts } from '#analysis/predict-resorts.ts';
import { analyse } from '#analysis/state.ts';
import { loadInventory } from '#inventory/load.ts';
import { startLab } from '#lab/cage/lab.ts';
import { compare } from '#lab/compare.ts';
import { labsThatFit } from '#lab/neighbours.ts';
import { observeResorts } from '#lab/observe/resorts.ts';
import { preflight } from '#lab/preflight.ts';
import { runVerify } from '#lab/verify/run.ts';
import { possibleFailures, sampleFailures } from '#lab/verify/sample.ts';
import { labMaterial } from '#lab/world/material.ts';
import { labPlan } from '#lab/world/world.ts';

/**
 * Prediction = observation, on every example, with real daemons. A small sample; `relaxops lab verify` takes a larger one, `--all`
 * everything.
 */
const root = join(import.meta.dirname, '../..');
const missing = preflight().map((one) => one.what);
const SEED = 11;

const verify = async (example: string, most: number) => {
  const network = loadInventory(join(root, 'examples', example, 'relaxops.yaml')).network!;
  const made = await labMaterial(network);
  const plan = labPlan(network, made, `test-${process.pid}-${example}`);
  const possible = possibleFailures(network, plan);
  const failures = sampleFailures(network, possible, SEED, most);
  const run = await runVerify({
    network,
    material: made.material,
    failures,
    seed: SEED,
    labs: labsThatFit(plan.hosts.length, 2),
    budget: 300,
    boot: async (n) => {
      const lab = await startLab({ ...plan, name: `${plan.name}-${n}` });
      await lab.ready();
      return lab;
    },
    resorts: (hardware) =>
      observeResorts({ hardware, network, emulated: plan.emulated!, secrets: made.secrets }),
    progress: () => {},
  });
  const analysis = analyse(network);
  return {
    run,
    failures,
    result: compare(
      network,
      run.file,
      (failures) => predictCells(analysis, failures),
      possible,
      (failures) => predictResorts(analysis, failures),
    ),
  };
};

describe('every example behaves as predicted', () => {
  it.for([
    ['a-one-server', 14],
    ['b-one-rack', 10],
    ['c-one-datacentre', 9],
    ['d-datacentres', 8],
    ['full', 9],
  ] as const)('%s', { timeout: 240_000 }, async ([example, most], context) => {
    if (missing.length > 0) context.skip(`needs ${missing.join(', ')}`);
    const { run, failures, result } = await verify(example, most);
    expect(run.refusedNeighbours, 'ARP entries refused: the machine held too many labs').toBe(0);
    expect(result.mismatches).toEqual([]);
    expect(failures.length).toBeGreaterThan(6);
    expect(run.file.observations.length).toBe(failures.length);
    expect(result.start.living).toBeGreaterThan(0);
  });
});
