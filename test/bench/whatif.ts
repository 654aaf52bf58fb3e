/**
 * What-if over a large network, warm, in Node and in a browser: which facts are lost, and the counts by state with the recovery, for
 * failures small and large. `node --import tsx test/bench/whatif.ts 10000` takes another size, a second word only one of the two.
 */
import { spawnSync } from 'node:child_process';
import { loadavg } from 'node:os';
import { fileURLToPath } from 'node:url';
import { chromiumMissing, inChromium } from '../cases/browser/_chromium.ts';
import { oneSite } from './_generator.ts';
import { type WhatIfTimes, whatIfTimes } from './_what-if.ts';

const SECONDS = 400;
const load = (): string => `load average ${loadavg()[0]!.toFixed(1)}`;

const cpuClock = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};

const inCpu = (ms: number | undefined): string => (ms === undefined ? '' : ` (CPU ${ms.toFixed(1)})`);

const told = (where: string, { devices, facts, ready, readyCpu, failures }: WhatIfTimes): string =>
  [
    `${where}: ${devices} devices, ${facts} facts, ready in ${ready.toFixed(1)} s${inCpu(readyCpu)} (${load()})`,
    ...failures.map(
      ({ failure, lost, touched, allFacts, counts }) =>
        `  ${failure}: ${lost} facts lost in ${allFacts.median.toFixed(1)} ms${inCpu(allFacts.cpu)}; ${touched} verbs counted, with recovery, in ${counts.median.toFixed(0)} ms${inCpu(counts.cpu)} (first time ${counts.first.toFixed(0)})`,
    ),
  ].join('\n');

const devices = Number(process.argv[2] ?? 100_000);
const where = process.argv[3];

if (where === 'node') {
  console.log(told('Node', whatIfTimes(oneSite(devices), cpuClock)));
  console.log(`  peak ${(process.resourceUsage().maxRSS / 1024).toFixed(0)} MB`);
} else if (where === 'browser') {
  const missing = chromiumMissing();
  const page = fileURLToPath(new URL('_what-if-page.ts', import.meta.url));
  console.log(
    missing ?? told('Chromium', (await inChromium(page, oneSite(devices), SECONDS)) as WhatIfTimes),
  );
} else {
  console.log(
    'Median of seven rounds. Targets at 100,000 devices: all facts 100 ms, counts by state and recovery 250 ms.',
  );
  for (const one of ['node', 'browser'])
    spawnSync(
      process.execPath,
      [
        ...process.execArgv,
        '--max-old-space-size=6000',
        fileURLToPath(import.meta.url),
        String(devices),
        one,
      ],
      { stdio: 'inherit' },
    );
}
