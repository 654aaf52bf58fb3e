// `npm run bench [name]`: runs test/bench/*.ts, one after another, and passes on the figures that they print.
import { readdirSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { exec, ROOT, say } from './exec.mjs';
import { setup } from './setup.mjs';

/** A benchmark that has not ended then never will; on a loaded machine the cut sets take twenty minutes. */
const BOUND_SECONDS = 2400;

await setup({ tests: true, bench: true });
const wanted = process.argv.slice(2);
const names = readdirSync(`${ROOT}test/bench`)
  .filter((name) => name.endsWith('.ts') && !name.startsWith('_'))
  .map((name) => name.slice(0, -3))
  .filter((name) => wanted.length === 0 || wanted.includes(name));
if (names.length === 0) {
  console.error(`bench: nothing is called ${wanted.join(', ')}`);
  process.exit(2);
}
const gigabytes = Math.round(totalmem() / 2 ** 30);
console.log(
  `\n${cpus().length} cores, ${gigabytes} GB, Node ${process.versions.node}, ${cpus()[0]?.model ?? ''}`,
);
for (const name of names) {
  say(name);
  const argv = [process.execPath, '--import', 'tsx', `test/bench/${name}.ts`];
  const { code } = await exec(argv, { seconds: BOUND_SECONDS, show: true });
  if (code !== 0) process.exitCode = 1;
}
