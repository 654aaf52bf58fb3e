import { join } from 'node:path';
import { expect, it } from 'vitest';
import { loadInventory } from '#inventory/load.ts';
import { startLab } from '#lab/cage/lab.ts';
import { preflight } from '#lab/preflight.ts';
import { runVerify } from '#lab/verify/run.ts';
import { labMaterial } from '#lab/world/material.ts';
import { labPlan } from '#lab/world/world.ts';

const missing = preflight().map((one) => one.what);

/** An hour of observations is not lost because one failure could not be caused. */
it('a failure that cannot be caused is said, and a new lab goes on with the others', async (context) => {
  if (missing.length > 0) context.skip(`needs ${missing.join(', ')}`);
  const network = loadInventory(join(import.meta.dirname, '../../examples/a-one-server/relaxops.yaml'))
    .network!;
  const made = await labMaterial(network);
  const plan = labPlan(network, made, `test-${process.pid}-troubles`);
  const [first, second] = plan.wires.map((wire) => ({ kind: 'link-cut', scope: wire.id }));
  let boots = 0;
  const { file, troubles, left } = await runVerify({
    network,
    material: made.material,
    failures: [first!, second!],
    seed: 1,
    labs: 1,
    budget: 60,
    boot: async () => {
      const lab = await startLab(plan);
      if (boots++ > 0) return lab;
      return Object.assign(lab, { cut: () => Promise.reject(new Error('the knife is blunt')) });
    },
    progress: () => {},
  });
  expect(troubles).toEqual([{ failure: first, why: 'the knife is blunt' }]);
  expect(file.observations.map(({ failure }) => failure)).toEqual([second]);
  expect(file.ends).toHaveLength(1);
  expect([boots, left]).toEqual([2, []]);
});
