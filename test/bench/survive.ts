/**
 * `survive --order 2` on networks of a size, part by part: the command loads an inventory besides. Each size runs in a process of its own;
 * `node --import tsx test/bench/survive.ts 1000` runs one, by hand.
 */
import { spawnSync } from 'node:child_process';
import { loadavg } from 'node:os';
import { fileURLToPath } from 'node:url';
import { tryChanges } from '#analysis/changes/try-changes.ts';
import { analyse } from '#analysis/state.ts';
import { survive } from '#analysis/survive.ts';
import { pairWork, survivePairs } from '#analysis/survive-pairs.ts';
import { generated } from './_generator.ts';

const WORST = 15;

/** Runs a part and says what it took. */
const part = <T>(name: string, work: () => T): T => {
  const [began, used] = [performance.now(), process.cpuUsage()];
  const found = work();
  const { user, system } = process.cpuUsage(used);
  const wall = ((performance.now() - began) / 1000).toFixed(1);
  console.log(`  ${name}: ${((user + system) / 1e6).toFixed(1)} s of CPU, ${wall} s`);
  return found;
};

const one = (devices: number): void => {
  const network = generated(devices);
  console.log(`${network.devices.length} devices (load average ${loadavg()[0]!.toFixed(1)})`);
  const analysis = part('compiled', () => analyse(network));
  const { verdicts } = part('single failures', () => survive(analysis, WORST));
  const work = part('cut sets of order 2', () => pairWork(analysis));
  const pairs = part('pairs judged', () => survivePairs(work, WORST));
  const { tried, left } = part('changes tried', () => tryChanges(analysis, undefined, work.tally.counts));
  const judged = `${pairs.judged} of ${pairs.together} pairs judged`;
  console.log(
    `  ${verdicts.length} failures, ${judged}, ${tried} changes tried of ${tried + left}; peak ${(process.resourceUsage().maxRSS / 1024).toFixed(0)} MB`,
  );
};

const [devices] = process.argv.slice(2);
if (devices !== undefined) one(Number(devices));
else
  for (const size of [1000, 3000, 10_000])
    spawnSync(process.execPath, [...process.execArgv, fileURLToPath(import.meta.url), String(size)], {
      stdio: 'inherit',
    });
