// `npm test`: setup, types, lint, all tests. The last line is `N passed, N failed, N skipped`.
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { exec, ROOT, say } from './exec.mjs';
import { leaksOf, leftIn } from './leaks.mjs';
import { setup } from './setup.mjs';

const TEST_SECONDS = 1800;
const node = (path, ...args) => [process.execPath, `node_modules/${path}`, ...args];

/** One check is one passed test, or as many failed ones as it counts mistakes. */
const check = async (title, argv, count) => {
  say(title);
  const { code, output } = await exec(argv, { seconds: 300 });
  if (code === 0) {
    console.log('ok');
    return { passed: 1, failed: 0, skipped: [] };
  }
  console.log(output.trimEnd());
  return { passed: 0, failed: Math.max(1, count(output)), skipped: [] };
};

/** What the tests printed and left, against every secret that they made: one passed check each, or as many failed as found. */
const judgeTraces = ({ watched, temporary, output, narrowed }) => {
  say('what the run left');
  const { count, leaks } = leaksOf({ watched, temporary, output });
  const left = leftIn(temporary);
  for (const leak of leaks) console.log(leak);
  for (const name of left) console.log(`left in the temporary folder: ${name}`);
  console.log(`${count} secrets made: ${leaks.length} found again; ${left.length} temporary files left`);
  // A run in which no process could be watched has shown nothing.
  const unseen = count === 0 && !narrowed ? 1 : 0;
  return {
    passed: Number(leaks.length + unseen === 0) + Number(left.length === 0),
    failed: leaks.length + unseen + left.length,
    skipped: [],
  };
};

const countsOf = (report, code) => {
  if (!existsSync(report)) return { passed: 0, failed: 1, skipped: [] };
  const counts = JSON.parse(readFileSync(report, 'utf8'));
  const saysFailed = code !== 0 && counts.failed === 0;
  return saysFailed || counts.passed + counts.failed === 0
    ? { ...counts, failed: counts.failed + 1 }
    : counts;
};

const tests = async () => {
  say('tests');
  const folder = mkdtempSync(join(tmpdir(), 'relaxops-test-'));
  const [watched, temporary] = ['secrets', 't'].map((name) => join(folder, name));
  for (const path of [watched, temporary]) mkdirSync(path, { mode: 0o700 });
  const report = join(folder, 'report.json');
  try {
    const argv = node('vitest/vitest.mjs', 'run', '--reporter=default', '--reporter=./tools/reporter.mjs');
    const only = process.argv.slice(2);
    const preload = pathToFileURL(join(ROOT, 'tools/watch-secrets.mjs')).href;
    const { code, output } = await exec([...argv, ...only], {
      seconds: TEST_SECONDS,
      show: true,
      env: {
        RELAXOPS_TEST_REPORT: report,
        RELAXOPS_TEST_SECRETS: watched,
        TMPDIR: temporary,
        NODE_OPTIONS: `${process.env.NODE_OPTIONS ?? ''} --import=${preload}`.trim(),
      },
    });
    const counts = countsOf(report, code);
    return [counts, judgeTraces({ watched, temporary, output, narrowed: only.length > 0 })];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

const sum = (parts) => ({
  passed: parts.reduce((n, p) => n + p.passed, 0),
  failed: parts.reduce((n, p) => n + p.failed, 0),
  skipped: parts.flatMap((p) => p.skipped),
});

/** Names shown for one reason; the rest are counted. */
const MOST_NAMES = 4;

const showSkipped = (skipped) => {
  if (skipped.length) say('skipped, by reason');
  const reasons = new Set(skipped.map((test) => test.reason ?? 'no reason given'));
  for (const reason of reasons) {
    const own = skipped.filter((test) => (test.reason ?? 'no reason given') === reason);
    console.log(`${reason}: ${own.length}`);
    for (const { file, name } of own.slice(0, MOST_NAMES)) console.log(`  ${file}: ${name}`);
    if (own.length > MOST_NAMES) console.log(`  and ${own.length - MOST_NAMES} more`);
  }
};

await setup({ tests: true });
const types = await check(
  'types: tsc',
  node('typescript/bin/tsc', '--noEmit'),
  (text) => (text.match(/error TS\d+/g) ?? []).length,
);
const lint = await check('lint and format: biome', node('@biomejs/biome/bin/biome', 'check', '.'), (text) =>
  Number(/Found (\d+) error/.exec(text)?.[1] ?? 1),
);
const all = sum([types, lint, ...(await tests())]);
showSkipped(all.skipped);
console.log(`\n${all.passed} passed, ${all.failed} failed, ${all.skipped.length} skipped`);
process.exitCode = all.failed > 0 || all.passed === 0 ? 1 : 0;
