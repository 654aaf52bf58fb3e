/** Load, resolve and check large inventories with the built program: seconds and memory, start-up included. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { inventoryOf } from './_inventories.ts';

const PROGRAM = fileURLToPath(new URL('../../bin/relaxops.js', import.meta.url));
/** Has the program report its own largest size in memory, in kilobytes, as it ends. */
const REPORT = `data:text/javascript,${encodeURIComponent(
  "process.on('exit',()=>process.stderr.write('maxrss '+process.resourceUsage().maxRSS))",
)}`;

const CASES = [
  { name: '1,000 devices, templates', devices: 1_000, written: false },
  { name: '10,000 devices, templates', devices: 10_000, written: false },
  { name: '10,000 devices, written out', devices: 10_000, written: true },
];

const measure = (file: string, command: string) => {
  const began = performance.now();
  const { stdout, stderr, status } = spawnSync(
    process.execPath,
    ['--import', REPORT, PROGRAM, '-f', file, command, '--json'],
    { encoding: 'utf8', maxBuffer: 2 ** 30, timeout: 300_000 },
  );
  const seconds = ((performance.now() - began) / 1000).toFixed(2);
  if (![0, 1, 3].includes(status ?? -1))
    throw new Error(`${command} ended with ${status}: ${stdout.slice(0, 2000)}`);
  const megabytes = Math.round(Number(/maxrss (\d+)/.exec(stderr)?.[1]) / 1024);
  return { seconds, megabytes, answer: JSON.parse(stdout) };
};

const folder = mkdtempSync(join(tmpdir(), 'relaxops-bench-'));
try {
  console.log('load, resolve and check; target: 10,000 devices with templates in 2 s and 500 MB');
  for (const { name, devices, written } of CASES) {
    const file = join(folder, 'relaxops.yaml');
    const text = inventoryOf(devices, written);
    writeFileSync(file, text);
    const { seconds, megabytes, answer } = measure(file, 'check');
    const { devices: found, cables } = answer.data;
    const size = `${found} devices, ${cables} cables, ${text.split('\n').length} lines, ${answer.findings.length} findings`;
    console.log(`${name.padEnd(28)} ${seconds} s, ${megabytes} MB   (${size})`);
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
