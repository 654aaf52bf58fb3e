#!/usr/bin/env node
// Starts the built command line; from a clone without a build it says what to run.
import { existsSync } from 'node:fs';

const built = new URL('../dist/cli.js', import.meta.url);
if (existsSync(built)) {
  await import(built.href);
} else {
  process.stderr.write('relaxops: it has not been built yet; run `npm run build`\n');
  process.exitCode = 4;
}
