import { printLine } from './output/stdio.ts';
import { VERSION } from './version.ts';

const argv = process.argv.slice(2);
if (argv.length === 1 && argv[0] === '--version') {
  // The one answer that needs no parser.
  printLine(VERSION);
} else {
  const { processStdio, run } = await import('./run.ts');
  // Not process.exit: what was written to a pipe may still be on its way.
  process.exitCode = await run(argv, processStdio());
}
