import { expect } from 'vitest';
import { predictCells } from '#analysis/predict.ts';
import { analyse } from '#analysis/state.ts';
import { type Lab, startLab } from '#lab/cage/lab.ts';
import { compare } from '#lab/compare.ts';
import type { LabPlan } from '#lab/plan.ts';
import { runVerify } from '#lab/verify/run.ts';
import { possibleFailures } from '#lab/verify/sample.ts';
import { type LabMaterial, labMaterial } from '#lab/world/material.ts';
import { labPlan } from '#lab/world/world.ts';
import type { Failure } from '#model/failure.ts';
import type { Network } from '#model/network.ts';

/** A lab that is going to be looked at, and every failure that can be caused in it. */
export interface Planned {
  readonly network: Network;
  readonly made: LabMaterial;
  readonly plan: LabPlan;
  readonly possible: readonly Failure[];
}

export const planned = async (network: Network, name: string): Promise<Planned> => {
  const made = await labMaterial(network);
  const plan = labPlan(network, made, `${name}-${process.pid}`);
  return { network, made, plan, possible: possibleFailures(network, plan) };
};

/** Causes failures in one lab, one after the other, and compares; somebody looks at the start, while each failure lasts, and at the end. */
export const verifyLooking = async (
  { network, made, plan, possible }: Planned,
  failures: readonly Failure[],
  look: (lab: Lab) => Promise<unknown>,
) => {
  let lab: Lab;
  const run = await runVerify({
    network,
    material: made.material,
    failures,
    seed: 1,
    labs: 1,
    budget: 300,
    boot: async () => {
      lab = await startLab(plan);
      expect(await lab.ready()).toMatchObject({ ready: true });
      return lab;
    },
    resorts: () => async () => {
      await look(lab);
      return [];
    },
    progress: () => {},
  });
  const analysis = analyse(network);
  const result = compare(network, run.file, (broken) => predictCells(analysis, broken), possible);
  return { run, result };
};
