/**
 * All minimal cut sets of order 2, of every verb of every device, in networks that resemble the full example. Each size runs in a
 * process of its own; `node --import tsx test/bench/cutsets.ts 1000 6 scram` runs one, by hand.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type CutSets, cutSets } from '#analysis/cutsets/cut-sets.ts';
import { countSets, expanded } from '#analysis/cutsets/expand.ts';
import { NEVER } from '#analysis/cutsets/family.ts';
import { compileFacts } from '#analysis/facts/compile.ts';
import type { FactSystem } from '#analysis/facts/system.ts';
import { verbName } from '#analysis/facts/verbs.ts';
import { openPsa } from '#analysis/openpsa.ts';
import { VERBS } from '#model/failure.ts';
import { withBases } from './_bases.ts';
import { generated } from './_generator.ts';
import { mixed, runScram } from './_scram-stream.ts';

const SCRAM_SECONDS = 600;
const since = (began: number): number => (performance.now() - began) / 1000;
const megabytes = (): string => `${(process.resourceUsage().maxRSS / 1024).toFixed(0)} MB`;

const model = (devices: number, bases: number) => {
  const network = generated(devices);
  const began = performance.now();
  const facts = compileFacts(network);
  const compiling = since(began);
  const { system, idOf } = withBases(facts.system, bases);
  const goals = network.devices.flatMap(({ id }) =>
    VERBS.map((verb) => idOf[facts.system.id(verbName(verb, id))!]!),
  );
  return { network, compiling, system, goals };
};

const solve = (system: FactSystem, goals: readonly number[]) => {
  const began = performance.now();
  const used = process.cpuUsage();
  const cuts = cutSets(system, goals, 2);
  const totals = [0, 0];
  for (const goal of goals) {
    const [singles, pairs] = countSets(cuts, cuts.family(goal));
    totals[0]! += singles;
    totals[1]! += pairs;
  }
  const { user, system: kernel } = process.cpuUsage(used);
  return { cuts, seconds: since(began), cpu: (user + kernel) / 1e6, totals };
};

const digest = (cuts: CutSets, goal: number): number => {
  const family = cuts.family(goal);
  if (family === NEVER) return mixed([]);
  return expanded(cuts, family).reduce((sum, set) => (sum + mixed(set)) % 2 ** 52, 0);
};

const compare = async (
  system: FactSystem,
  goals: readonly number[],
  ours: ReturnType<typeof solve>,
): Promise<string> => {
  const folder = mkdtempSync(join(tmpdir(), 'relaxops-bench-'));
  try {
    const { xml, tops } = openPsa(system, goals);
    const file = join(folder, 'model.xml');
    writeFileSync(file, xml);
    const answer = await runScram(file, SCRAM_SECONDS);
    if (typeof answer === 'string') return `SCRAM: ${answer}`;
    const wrong = goals.filter((goal) => answer.digests.get(tops.get(goal)!) !== digest(ours.cuts, goal));
    const times = (answer.solving / ours.seconds).toFixed(0);
    const equal = wrong.length === 0 ? `all ${answer.sets} sets equal` : `DIFFERENT in ${wrong.length} goals`;
    return `SCRAM: solving ${answer.solving.toFixed(1)} s (${times} times ours), with reading and writing ${answer.wall.toFixed(1)} s, ${equal}`;
  } finally {
    rmSync(folder, { recursive: true });
  }
};

const one = async (devices: number, bases: number, scram: boolean): Promise<void> => {
  const { network, compiling, system, goals } = model(devices, bases);
  const before = megabytes();
  const ours = solve(system, goals);
  const sizes = `${network.devices.length} devices, ${network.sites.length} sites, ${bases} base facts an element`;
  const found = `${ours.totals[0]} singles, ${ours.totals[1]} pairs`;
  console.log(
    `${sizes}: ${ours.seconds.toFixed(2)} s (${ours.cpu.toFixed(2)} s of CPU) for ${found}; peak ${megabytes()}, ${before} of it compiling (${compiling.toFixed(1)} s)`,
  );
  if (scram) console.log(`  ${await compare(system, goals, ours)}`);
};

const [devices, bases, scram] = process.argv.slice(2);
if (devices !== undefined) await one(Number(devices), Number(bases), scram === 'scram');
else {
  console.log(
    'All minimal cut sets of order 2 of every verb of every device. Timed: facts to cut sets, kept as products of',
  );
  console.log(
    'classes and counted; not: compiling the network. SCRAM: its own figure for finding products, of the same facts.',
  );
  console.log('Targets at six: 10,000 devices 2 s, 500 MB; 100,000 devices 20 s, 4 GB.');
  const sizes = [1000, 2000, 5000, 10_000, 20_000, 50_000, 100_000];
  const runs = [1, 3, 6].flatMap((many) => sizes.map((size) => [size, many] as const));
  for (const [size, many] of runs) {
    const asked = size === 1000 || (size === 10_000 && many === 1) ? ['scram'] : [];
    const argv = [
      ...process.execArgv,
      '--max-old-space-size=6000',
      fileURLToPath(import.meta.url),
      String(size),
      String(many),
      ...asked,
    ];
    spawnSync(process.execPath, argv, { stdio: 'inherit' });
  }
}
