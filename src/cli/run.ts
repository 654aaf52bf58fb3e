import type { Context, GlobalOptions, Outcome } from './command.ts';
import { COMMANDS, FAMILIES } from './commands/index.ts';
import { exitCode } from './exit-codes.ts';
import { cannot, misused } from './outcome.ts';
import { envelopeText } from './output/envelope.ts';
import { printOutcome } from './output/print.ts';
import { makeProgress, type Progress } from './output/progress.ts';
import { processStdio, type Stdio } from './output/stdio.ts';
import { type Parsed, parse } from './program.ts';
import { makeInterruption } from './signals.ts';

export { processStdio };

const makeContext = (io: Stdio, global: GlobalOptions, progress: Progress): Context => ({
  global,
  cwd: io.cwd,
  env: io.env,
  progress,
  terminal: io.outTerminal,
  catalogue: { commands: COMMANDS, families: FAMILIES },
  interruption: makeInterruption(),
});

/** A fault of ours: one line that says so and how to report it; the stack only for those who ask. */
const reportFault = (error: unknown, argv: readonly string[], io: Stdio): number => {
  const what = `a fault in RelaxOps itself: ${(error instanceof Error ? error.message : String(error)).split('\n')[0]}`;
  if (argv.includes('--json')) io.out(envelopeText('fault/1', cannot(what)));
  io.err(`relaxops: ${what}\n`);
  io.err('  report it with this command line and the inventory; RELAXOPS_DEBUG=1 shows where it happened\n');
  if (io.env.RELAXOPS_DEBUG === '1') {
    io.err(`  relaxops ${argv.join(' ')}\n${error instanceof Error ? (error.stack ?? '') : ''}\n`);
  }
  return exitCode('fault');
};

const printed = (outcome: Outcome, schema: string, io: Stdio, global: GlobalOptions): number => {
  printOutcome(outcome, schema, io, global);
  return outcome.exitCode;
};

const perform = async ({ request, global }: Parsed, io: Stdio): Promise<number> => {
  if (request.kind === 'answered') return exitCode('yes');
  if (request.kind === 'misused') {
    return printed(misused(request.text, request.hint), 'usage/1', io, global);
  }
  const progress = makeProgress(io, global.quiet);
  try {
    const context = makeContext(io, global, progress);
    const outcome = await request.command.run(context, request.args, request.options);
    progress.clear();
    return printed(outcome, request.command.schema, io, global);
  } finally {
    progress.clear();
  }
};

/** Runs one command line; the answer is the exit code. Everything else has gone to the streams. */
export const run = async (argv: readonly string[], io: Stdio): Promise<number> => {
  try {
    return await perform(await parse(argv, io), io);
  } catch (error) {
    return reportFault(error, argv, io);
  }
};
