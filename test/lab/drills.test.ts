import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { loadInventory } from '#inventory/load.ts';
import { type Lab, startLab } from '#lab/cage/lab.ts';
import { drills } from '#lab/drills/index.ts';
import { lacks, runDrill } from '#lab/drills/run-drill.ts';
import { partsOff, preflight } from '#lab/preflight.ts';
import { labMaterial } from '#lab/world/material.ts';
import { labPlan } from '#lab/world/world.ts';

/** Each drill on the smallest example that has what it needs; and none of them without the out-of-band line. */
const missing = [...preflight(), ...partsOff().flatMap((part) => part.missing)].map((one) => one.what);
const reason = missing.length > 0 ? ` (skipped: needs ${[...new Set(missing)].join(', ')})` : '';

const ROOT = join(import.meta.dirname, '../..');
const EXAMPLES = ['a-one-server', 'b-one-rack'];

const ground = async (example: string) => {
  const network = loadInventory(join(ROOT, `examples/${example}/relaxops.yaml`)).network!;
  const made = await labMaterial(network);
  return { network, made, plan: labPlan(network, made, `test-${process.pid}-drill`) };
};

/** The smallest example that a drill can be played on. */
const smallest = async (drill: (typeof drills)[number]) => {
  for (const example of EXAMPLES) {
    const found = await ground(example);
    if (lacks(drill, found.network, found.plan) === undefined) return found;
  }
  throw new Error(`no example has what ${drill.id} needs`);
};

describe.skipIf(reason !== '')(`drills${reason}`, () => {
  let lab: Lab | undefined;
  afterEach(() => lab?.down());

  const play = async (drill: (typeof drills)[number], before: (lab: Lab) => Promise<unknown>) => {
    const { network, made, plan } = await smallest(drill);
    lab = await startLab(plan);
    expect(await lab.ready()).toMatchObject({ ready: true });
    await before(lab);
    const result = await runDrill(drill, { lab, network, plan, secrets: made.secrets });
    const told = result.steps
      .map((step) => `${step.command}\n${step.said}\n${step.expected ?? ''}`)
      .join('\n');
    for (const secret of Object.values(made.secrets)) expect(told).not.toContain(secret.reveal());
    return { result, told };
  };

  test.each(drills.map((drill) => [drill.id, drill] as const))('%s comes to its end', async (_id, drill) => {
    const { result, told } = await play(drill, async () => {});
    expect(result.ok, told).toBe(true);
    expect(result).toMatchObject({ left: 0 });
  });

  test.each(drills.map((drill) => [drill.id, drill] as const))(
    '%s fails without the out-of-band line',
    async (_id, drill) => {
      const { result, told } = await play(drill, (up) => up.cut('zrh1/r01/gw1:wan'));
      expect(result.ok, told).toBe(false);
      expect(result.steps.at(-1)).toMatchObject({ ok: false });
    },
  );
});
