import { exitCode } from '../exit-codes.ts';

/** The two streams that the command line writes to, and what it may know of its surroundings. */
export interface Stdio {
  /** What was asked. */
  readonly out: (text: string) => void;
  /** The rest: warnings, progress, mistakes. */
  readonly err: (text: string) => void;
  readonly outTerminal: boolean;
  readonly errTerminal: boolean;
  readonly columns: number;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
}

/**
 * A reader that has gone (`relaxops plan | head`) is no mistake: stop writing and end quietly. A full disk is: what was
 * asked did not arrive.
 */
const quietOnBrokenPipe = (stream: NodeJS.WriteStream): void => {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(process.exitCode ?? 0);
    if (stream !== process.stderr)
      process.stderr.write(`relaxops: error: cannot write the answer: ${error.code ?? error.message}\n`);
    process.exit(exitCode('cannot'));
  });
};

/** The streams of this process. */
export const processStdio = (): Stdio => {
  quietOnBrokenPipe(process.stdout);
  quietOnBrokenPipe(process.stderr);
  return {
    out: (text) => void process.stdout.write(text),
    err: (text) => void process.stderr.write(text),
    outTerminal: process.stdout.isTTY === true,
    errTerminal: process.stderr.isTTY === true,
    columns: process.stdout.columns ?? 80,
    env: process.env,
    cwd: process.cwd(),
  };
};

/** Writes one line to stdout and nothing else; for the shortcut that must start fastest. */
export const printLine = (text: string): void => void process.stdout.write(`${text}\n`);
