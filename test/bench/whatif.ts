/** What-if over a large network, warm: which facts are lost, and the counts by state with the recovery, for failures small and large. */
import { performance } from 'node:perf_hooks';
import { lostFacts } from '#analysis/facts/incremental.ts';
import { parseFailure } from '#analysis/parse-failure.ts';
import { analyse, baseFacts } from '#analysis/state.ts';
import { whatIf } from '#analysis/whatif.ts';
import { generated } from './_generator.ts';

const ROUNDS = 5;
const SPELLED = [
  'device-dead:s001/r02/srv01',
  'device-dead:s001/r01/msw1',
  'site-down:s001',
  'provider-down:three',
];

const median = (work: () => unknown): number => {
  const times = Array.from({ length: ROUNDS }, () => {
    const began = performance.now();
    work();
    return performance.now() - began;
  });
  return times.sort((a, b) => a - b)[Math.floor(ROUNDS / 2)]!;
};

const devices = Number(process.argv[2] ?? 10_000);
const network = generated(devices);
const began = performance.now();
const analysis = analyse(network);
const ready = ((performance.now() - began) / 1000).toFixed(1);
const { system } = analysis.facts;
console.log(
  `${network.devices.length} devices, ${system.size} facts, ready in ${ready} s; median of ${ROUNDS} rounds, warm`,
);
console.log('Targets at 100,000 devices: all facts 100 ms, counts by state and recovery 250 ms.');
for (const text of SPELLED) {
  const parsed = parseFailure(analysis, text);
  if (!parsed.ok) throw new Error(parsed.error);
  const { failed } = baseFacts(analysis, [parsed.value]);
  const lost = [...lostFacts(system, analysis.healthy, failed)].length;
  const facts = median(() => lostFacts(system, analysis.healthy, failed));
  const all = median(() => whatIf(analysis, [parsed.value]));
  console.log(
    `${text}: ${lost} facts lost, ${facts.toFixed(1)} ms; counts and recovery ${all.toFixed(0)} ms`,
  );
}
