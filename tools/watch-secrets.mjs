// Preloaded into every process of a test run: notes each secret that the product makes or opens, so that the run's
// output and what it left in the temporary folder can be searched for them. See tools/leaks.mjs.
import { appendFileSync } from 'node:fs';
import { join } from 'node:path';

const folder = process.env.RELAXOPS_TEST_SECRETS;
const seen = new Set();

if (folder)
  globalThis[Symbol.for('relaxops.secret-watch')] = (text) => {
    if (seen.has(text)) return;
    seen.add(text);
    appendFileSync(join(folder, `${process.pid}.jsonl`), `${JSON.stringify(text)}\n`, { mode: 0o600 });
  };
