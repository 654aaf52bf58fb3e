/** How long the full example's lab takes to be ready, and what one failure costs `lab verify`. Needs root. */
import { fileURLToPath } from 'node:url';
import { loadInventory } from '#inventory/load.ts';
import { startLab } from '#lab/cage/lab.ts';
import { labsThatFit } from '#lab/neighbours.ts';
import { preflight } from '#lab/preflight.ts';
import { runVerify } from '#lab/verify/run.ts';
import { possibleFailures, sampleFailures } from '#lab/verify/sample.ts';
import { labMaterial } from '#lab/world/material.ts';
import { labPlan } from '#lab/world/world.ts';

const ROUNDS = 5;
const FAILURES = 12;

const missing = preflight();
if (missing.length > 0) {
  console.log(`skipped: missing ${missing.map((one) => one.what).join(', ')}`);
  process.exit(0);
}
const file = fileURLToPath(new URL('../../examples/full/relaxops.yaml', import.meta.url));
const { network } = loadInventory(file);
if (!network) throw new Error('examples/full does not load');
const made = await labMaterial(network);
const plan = labPlan(network, made, `bench-${process.pid}`);
const boot = async () => {
  const lab = await startLab(plan);
  const { ready, missing } = await lab.ready();
  if (!ready) throw new Error(`not ready: ${missing.map((one) => `${one.host} ${one.unit}`).join(', ')}`);
  return lab;
};

const units = plan.hosts.flatMap((host) => host.files).filter((one) => one.path.endsWith('.service')).length;
console.log(`${plan.hosts.length} hosts, ${plan.wires.length} wires, ${units} units; target: ready in 5 s`);
const times: number[] = [];
for (let round = 0; round < ROUNDS; round++) {
  const began = performance.now();
  const lab = await boot();
  times.push((performance.now() - began) / 1000);
  await lab.down();
}
times.sort((a, b) => a - b);
const middle = times[Math.floor(ROUNDS / 2)]!;
console.log(
  `ready after min ${times[0]!.toFixed(2)} s, median ${middle.toFixed(2)} s, max ${times.at(-1)!.toFixed(2)} s`,
);
console.log(`${((1000 * middle) / plan.hosts.length).toFixed(0)} ms a host`);

const failures = sampleFailures(network, possibleFailures(network, plan), 1, FAILURES);
const labs = labsThatFit(plan.hosts.length, 2);
const began = performance.now();
const run = await runVerify({
  network,
  material: made.material,
  failures,
  seed: 1,
  labs,
  budget: 600,
  boot: async (n) => {
    const lab = await startLab({ ...plan, name: `${plan.name}-${n}` });
    await lab.ready();
    return lab;
  },
  progress: () => {},
});
const all = (performance.now() - began) / 1000 - Math.max(...run.bootSeconds);
const part = (name: 'cause' | 'settle' | 'mend' | 'waited') =>
  run.file.observations.reduce((sum, one) => sum + one.seconds[name], 0);
const busy = part('cause') + part('settle') + part('mend');
console.log(
  `verify: ${run.file.observations.length} failures in ${labs} labs, ${(all / failures.length).toFixed(2)} s a failure, ` +
    `${(busy / failures.length).toFixed(2)} s in its lab (cause ${part('cause').toFixed(1)}, settle ${part('settle').toFixed(1)}, ` +
    `mend ${part('mend').toFixed(1)} s in all), ${((100 * part('waited')) / busy).toFixed(0)} % waiting for switch-overs, ` +
    `${run.tries} tries, ${run.refusedNeighbours} ARP entries refused`,
);
