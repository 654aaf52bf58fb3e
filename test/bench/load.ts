/** Loading, resolving and checking inventories of 1,000 and 10,000 devices, each in a fresh process. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { withTemplates, writtenOut } from './_inventories.ts';

const PROGRAM = fileURLToPath(new URL('../../bin/relaxops.js', import.meta.url));
const ROUNDS = 3;

/** Seconds of one `relaxops check`, Node's start included. */
const seconds = (file: string): number => {
  const began = performance.now();
  const argv = [PROGRAM, '-f', file, 'check', '--quiet'];
  const { status } = spawnSync(process.execPath, argv, { stdio: 'ignore' });
  if (![0, 1, 3].includes(status ?? -1)) throw new Error(`relaxops check ended with ${status}`);
  return (performance.now() - began) / 1000;
};

/** Peak memory of loading and checking inside one process that does nothing else. */
const peak = (file: string): number => {
  const argv = ['-f', '%M', process.execPath, PROGRAM, '-f', file, 'check', '--quiet'];
  const { stderr, error } = spawnSync('/usr/bin/time', argv, {
    encoding: 'utf8',
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  return error ? Number.NaN : Number(stderr.trim().split('\n').at(-1)) / 1024;
};

const folder = mkdtempSync(join(tmpdir(), 'relaxops-bench-'));
console.log(`relaxops check, ${ROUNDS} rounds each; target: 10,000 devices with templates in 2 s and 500 MB`);
for (const [name, make] of [
  ['templates', withTemplates],
  ['written out', writtenOut],
] as const)
  for (const devices of [1000, 10_000]) {
    const file = join(folder, `${name.replace(' ', '-')}-${devices}.yaml`);
    const text = make(devices);
    writeFileSync(file, text);
    const times = Array.from({ length: ROUNDS }, () => seconds(file)).sort((a, b) => a - b);
    const memory = peak(file);
    const size = `${(text.length / 1024).toFixed(0)} KB of YAML`;
    const middle = times[1]!.toFixed(2);
    const used = Number.isNaN(memory) ? 'peak unknown (no /usr/bin/time)' : `peak ${memory.toFixed(0)} MB`;
    console.log(
      `${String(devices).padStart(6)} devices, ${name}, ${size}: min ${times[0]!.toFixed(2)} s, median ${middle} s, ${used}`,
    );
  }
rmSync(folder, { recursive: true });
