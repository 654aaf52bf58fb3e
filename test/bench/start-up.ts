/** How long a person waits before anything happens: `relaxops --version` beside a bare Node. */
import { spawnSync } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROUNDS = 20;
const PROGRAM = fileURLToPath(new URL('../../bin/relaxops.js', import.meta.url));

const milliseconds = (args: readonly string[]): number => {
  const began = performance.now();
  const { status } = spawnSync(process.execPath, args, { stdio: 'ignore' });
  if (status !== 0) throw new Error(`${args.join(' ')} ended with ${status}`);
  return performance.now() - began;
};

const figures = (name: string, args: readonly string[]): void => {
  milliseconds(args);
  const times = Array.from({ length: ROUNDS }, () => milliseconds(args)).sort((a, b) => a - b);
  const [least, middle, most] = [times[0], times[Math.floor(ROUNDS / 2)], times.at(-1)].map((t) =>
    t?.toFixed(0),
  );
  console.log(`${name.padEnd(22)} min ${least} ms, median ${middle} ms, max ${most} ms`);
};

const empty = join(tmpdir(), `relaxops-empty-${process.pid}.mjs`);
writeFileSync(empty, '');
console.log(`start-up, ${ROUNDS} rounds each; target: relaxops --version under 100 ms`);
figures('node, nothing', [empty]);
figures('relaxops --version', [PROGRAM, '--version']);
figures('relaxops', [PROGRAM]);
figures('relaxops plan --help', [PROGRAM, 'plan', '--help']);
rmSync(empty);
