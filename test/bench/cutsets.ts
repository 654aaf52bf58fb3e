/**
 * All minimal cut sets of order 2, of every verb of every device, in networks that resemble the full example. Each size runs in a
 * process of its own; `node --import tsx test/bench/cutsets.ts 1000 6 scram` runs one, by hand, and larger ones that SCRAM takes longer for.
 */
import { spawnSync } from 'node:child_process';
import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
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
import { type Figures, growthSvg } from './_growth.ts';
import { mixed, runScram } from './_scram-stream.ts';

const SCRAM_SECONDS = 600;
const WARM_ROUNDS = 5;
const since = (began: number): number => (performance.now() - began) / 1000;
const megabytes = (): number => Math.round(process.resourceUsage().maxRSS / 1024);
const cpuSince = (before: NodeJS.CpuUsage): number => {
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
};
const load = (): string => `load average ${loadavg()[0]!.toFixed(1)}`;

const model = (devices: number, bases: number) => {
  const network = generated(devices);
  const used = process.cpuUsage();
  const facts = compileFacts(network);
  const compiling = cpuSince(used);
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
  return { cuts, seconds: since(began), cpu: cpuSince(used), totals };
};

/** The middle of some more rounds in the same process, with what the first has made the engine compile. */
const warm = (system: FactSystem, goals: readonly number[]): ReturnType<typeof solve> =>
  Array.from({ length: WARM_ROUNDS }, () => solve(system, goals)).sort((a, b) => a.cpu - b.cpu)[
    Math.floor(WARM_ROUNDS / 2)
  ]!;

const digest = (cuts: CutSets, goal: number): number => {
  const family = cuts.family(goal);
  if (family === NEVER) return mixed([]);
  return expanded(cuts, family).reduce((sum, set) => (sum + mixed(set)) % 2 ** 52, 0);
};

const compare = async (
  system: FactSystem,
  goals: readonly number[],
  ours: ReturnType<typeof solve>,
  again: ReturnType<typeof solve>,
): Promise<string> => {
  const folder = mkdtempSync(join(tmpdir(), 'relaxops-bench-'));
  try {
    const { xml, tops } = openPsa(system, goals);
    const file = join(folder, 'model.xml');
    writeFileSync(file, xml);
    const answer = await runScram(file, SCRAM_SECONDS);
    if (typeof answer === 'string') return `SCRAM: ${answer}`;
    const wrong = goals.filter((goal) => answer.digests.get(tops.get(goal)!) !== digest(ours.cuts, goal));
    const times = ({ seconds, cpu }: ReturnType<typeof solve>): string =>
      `${(answer.solving / seconds).toFixed(1)} times by the clock, ${(answer.cpu / cpu).toFixed(1)} in CPU`;
    const equal = wrong.length === 0 ? `all ${answer.sets} sets equal` : `DIFFERENT in ${wrong.length} goals`;
    return `SCRAM: solving ${answer.cpu.toFixed(1)} s of CPU (${answer.solving.toFixed(1)} s), with reading and writing ${answer.wall.toFixed(1)} s, ${equal}
  It takes longer than our first run ${times(ours)}; than a later one ${times(again)}`;
  } finally {
    rmSync(folder, { recursive: true });
  }
};

const one = async (devices: number, bases: number, scram: boolean, into?: string): Promise<void> => {
  const { network, compiling, system, goals } = model(devices, bases);
  const before = megabytes();
  const ours = solve(system, goals);
  const peak = megabytes();
  const sizes = `${network.devices.length} devices, ${network.sites.length} sites, ${bases} base facts an element`;
  const found = `${ours.totals[0]} singles, ${ours.totals[1]} pairs`;
  console.log(
    `${sizes}: ${ours.cpu.toFixed(2)} s of CPU (${ours.seconds.toFixed(2)} s) for ${found}; peak ${peak} MB, ${before} of it compiling (${compiling.toFixed(1)} s of CPU); ${load()}`,
  );
  if (into !== undefined) {
    const figures: Figures = {
      devices: network.devices.length,
      cutSets: ours.cpu,
      compiling,
      megabytes: peak,
    };
    appendFileSync(into, `${JSON.stringify(figures)}\n`);
  }
  if (!scram) return;
  const again = warm(system, goals);
  console.log(
    `  a later run in the same process: ${again.cpu.toFixed(2)} s of CPU (${again.seconds.toFixed(2)} s)`,
  );
  console.log(`  ${await compare(system, goals, ours, again)}; ${load()}`);
};

/** Most elements can fail in several ways; with six each the curve is drawn. */
const SIZES: Readonly<Record<number, readonly number[]>> = {
  1: [1000, 10_000, 100_000],
  3: [1000, 10_000, 100_000],
  6: [1000, 2000, 5000, 10_000, 20_000, 50_000, 100_000],
};

/** Sizes, base facts an element, and whether SCRAM is asked too: where it ends in a minute or two, so that all of this ends in one go. */
const RUNS = Object.entries(SIZES).flatMap(([bases, sizes]) =>
  sizes.map((size) => ({
    size,
    bases: Number(bases),
    scram: size <= 1000 || (size === 10_000 && bases === '1'),
  })),
);

const draw = (file: string): void => {
  const figures = readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Figures)
    .sort((a, b) => a.devices - b.devices);
  const machine = `${cpus().length} cores (${cpus()[0]?.model ?? 'unknown'}), Node ${process.versions.node}, ${load()}`;
  const notes = [
    `${new Date().toISOString().slice(0, 10)}, ${machine}`,
    `npm run bench cutsets; peak ${figures.map((one) => one.megabytes).join(', ')} MB`,
  ];
  const plot = fileURLToPath(new URL('../../docs/survive-growth.svg', import.meta.url));
  writeFileSync(plot, growthSvg(figures, notes));
  console.log(`drawn: ${plot}`);
};

const all = (): void => {
  console.log(
    'All minimal cut sets of order 2 of every verb of every device. Timed: facts to cut sets, kept as products of',
  );
  console.log(
    'classes and counted, the first time in a process; not: compiling the network. SCRAM: its own figure for',
  );
  console.log('finding products, of the same facts.');
  console.log('Targets at six: 10,000 devices 2 s, 500 MB; 100,000 devices 20 s, 4 GB.');
  const folder = mkdtempSync(join(tmpdir(), 'relaxops-bench-'));
  const file = join(folder, 'figures');
  const only =
    process.env.BASES === undefined ? RUNS : RUNS.filter(({ bases }) => bases === Number(process.env.BASES));
  for (const { size, bases, scram } of only) {
    const words = [size, bases, scram ? 'scram' : 'alone', ...(bases === 6 ? [file] : [])].map(String);
    const argv = [...process.execArgv, '--max-old-space-size=6000', fileURLToPath(import.meta.url), ...words];
    spawnSync(process.execPath, argv, { stdio: 'inherit' });
  }
  draw(file);
  rmSync(folder, { recursive: true });
};

const [devices, bases, scram, into] = process.argv.slice(2);
if (devices === undefined) all();
else await one(Number(devices), Number(bases), scram === 'scram', into);
