import { type ChildProcess, spawn } from 'node:child_process';
import { constants } from 'node:os';

/**
 * The only place that starts programs. Never a shell; each program has a process group of its own, and a time
 * limit kills the group: libraries that kill the child alone wait for the pipes that its children hold.
 */
export interface RunOptions {
  readonly timeoutMs?: number;
  readonly stdin?: string;
  readonly env?: NodeJS.ProcessEnv;
  readonly cwd?: string;
  /** Bytes kept of each of stdout and stderr; the rest is read and dropped. */
  readonly maxOutput?: number;
}

export interface RunResult {
  /** Exit code 0, in time. */
  readonly ok: boolean;
  readonly exitCode: number | undefined;
  readonly signal: string | undefined;
  readonly timedOut: boolean;
  /** Why it could not be started, such as `ENOENT`. */
  readonly spawnError: string | undefined;
  readonly stdout: string;
  readonly stderr: string;
  readonly durationMs: number;
}

const DEFAULT_TIMEOUT_MS = 60_000;
const DEFAULT_MAX_OUTPUT = 4 * 1024 * 1024;
/** How long a program has to end after SIGTERM. */
const GRACE_MS = 500;
/** How long pipes may stay open after the program ended, in the hands of a child that left its group. */
const PIPE_GRACE_MS = 250;

const killGroup = (pid: number | undefined, signal: NodeJS.Signals): void => {
  if (pid === undefined) return;
  try {
    process.kill(-pid, signal);
  } catch {
    // The group is gone already.
  }
};

/** Text kept up to a number of bytes, at the start (`head`) or at the end (`tail`). */
class Kept {
  #chunks: Buffer[] = [];
  #size = 0;
  readonly #max: number;
  readonly #end: 'head' | 'tail';

  constructor(max: number, end: 'head' | 'tail') {
    this.#max = max;
    this.#end = end;
  }

  add(chunk: Buffer): void {
    if (this.#end === 'head' && this.#size >= this.#max) return;
    this.#chunks.push(chunk);
    this.#size += chunk.length;
    while (this.#end === 'tail' && this.#size - this.#chunks[0]!.length >= this.#max) {
      this.#size -= this.#chunks.shift()!.length;
    }
  }

  text(): string {
    const all = Buffer.concat(this.#chunks);
    return (this.#end === 'head' ? all.subarray(0, this.#max) : all.subarray(-this.#max)).toString();
  }
}

/** Runs a program to its end. What the program does, also not existing, is in the result and never thrown. */
export const run = (argv: readonly string[], options: RunOptions = {}): Promise<RunResult> =>
  new Promise((resolve) => {
    const began = performance.now();
    const out = new Kept(options.maxOutput ?? DEFAULT_MAX_OUTPUT, 'head');
    const err = new Kept(options.maxOutput ?? DEFAULT_MAX_OUTPUT, 'head');
    const timers: NodeJS.Timeout[] = [];
    let timedOut = false;
    let done = false;
    const finish = (exitCode: number | null, signal: string | null, spawnError?: string): void => {
      if (done) return;
      done = true;
      for (const timer of timers) clearTimeout(timer);
      child?.stdout?.destroy();
      child?.stderr?.destroy();
      resolve({
        ok: exitCode === 0 && !timedOut,
        exitCode: exitCode ?? undefined,
        signal: signal ?? undefined,
        timedOut,
        spawnError,
        stdout: out.text(),
        stderr: err.text(),
        durationMs: performance.now() - began,
      });
    };
    const [child, failure] = launch(argv, options);
    if (!child) return finish(null, null, failure);
    child.once('error', (error: NodeJS.ErrnoException) => finish(null, null, error.code ?? error.message));
    child.stdout?.on('data', (chunk: Buffer) => out.add(chunk));
    child.stderr?.on('data', (chunk: Buffer) => err.add(chunk));
    child.stdin?.on('error', () => {}).end(options.stdin ?? '');
    child.once('close', finish);
    child.once('exit', (code, signal) => timers.push(setTimeout(() => finish(code, signal), PIPE_GRACE_MS)));
    const stop = (): void => {
      timedOut = true;
      killGroup(child.pid, 'SIGTERM');
      timers.push(setTimeout(() => killGroup(child.pid, 'SIGKILL'), GRACE_MS));
    };
    timers.push(setTimeout(stop, options.timeoutMs ?? DEFAULT_TIMEOUT_MS));
  });

const launch = (
  argv: readonly string[],
  options: { readonly cwd?: string; readonly env?: NodeJS.ProcessEnv },
): [ChildProcess, undefined] | [undefined, string] => {
  try {
    const child = spawn(argv[0]!, argv.slice(1), {
      detached: true,
      stdio: ['pipe', 'pipe', 'pipe'],
      ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
      ...(options.env === undefined ? {} : { env: options.env }),
    });
    return [child, undefined];
  } catch (error) {
    // Node throws here for a NUL byte in an argument, E2BIG and the like.
    return [undefined, error instanceof Error ? error.message : String(error)];
  }
};

export interface StartOptions {
  readonly env?: NodeJS.ProcessEnv;
  readonly cwd?: string;
  /** Bytes kept of the end of stderr. */
  readonly maxOutput?: number;
  /** Called with each full line of stdout. */
  readonly onLine?: (line: string) => void;
  /** Called with stdout as it comes, byte for byte (latin1), instead of by lines. */
  readonly onData?: (text: string) => void;
}

export interface Exit {
  readonly exitCode: number | undefined;
  readonly signal: string | undefined;
  readonly spawnError: string | undefined;
}

/** A program that stays. */
export interface Running {
  /** Undefined if it could not be started. */
  readonly pid: number | undefined;
  readonly exited: Promise<Exit>;
  /** Writes a line to its stdin; lost if it has ended. */
  send(line: string): void;
  /** Writes bytes (latin1) to its stdin; lost if it has ended, or if it has not read what came before. */
  write(text: string): void;
  /** Closes its stdin. */
  endInput(): void;
  /** The end of what it wrote to stderr. */
  errors(): string;
  /** Signals its process group. */
  kill(signal: NodeJS.Signals): void;
  /** Lets this process end while the other goes on. */
  release(): void;
}

/** Starts a program that stays, with stdout handed over by lines and the end of stderr kept. */
export const start = (argv: readonly string[], options: StartOptions = {}): Running => {
  const errors = new Kept(options.maxOutput ?? 16 * 1024, 'tail');
  const [child, failure] = launch(argv, options);
  if (!child) return failed(failure);
  child.stderr?.on('data', (chunk: Buffer) => errors.add(chunk));
  child.stdin?.on('error', () => {});
  if (options.onData) byChunk(child, options.onData);
  else byLine(child, options.onLine ?? (() => {}));
  const exited = new Promise<Exit>((resolve) => {
    child.once('error', (error: NodeJS.ErrnoException) =>
      resolve({ exitCode: undefined, signal: undefined, spawnError: error.code ?? error.message }),
    );
    child.once('exit', (code, signal) =>
      resolve({ exitCode: code ?? undefined, signal: signal ?? undefined, spawnError: undefined }),
    );
  });
  return {
    pid: child.pid,
    exited,
    send: (line) => void child.stdin?.write(`${line}\n`),
    write: (text) => {
      if (child.stdin?.writableLength === 0) child.stdin.write(text, 'latin1');
    },
    endInput: () => void child.stdin?.end(),
    errors: () => errors.text(),
    kill: (signal) => killGroup(child.pid, signal),
    release: () => {
      for (const pipe of [child.stdin, child.stdout, child.stderr]) pipe?.destroy();
      child.unref();
    },
  };
};

const byChunk = (child: ChildProcess, onData: (text: string) => void): void => {
  child.stdout?.setEncoding('latin1');
  child.stdout?.on('data', onData);
};

const byLine = (child: ChildProcess, onLine: (line: string) => void): void => {
  let rest = '';
  child.stdout?.setEncoding('utf8');
  child.stdout?.on('data', (chunk: string) => {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) onLine(line);
  });
};

const failed = (spawnError: string): Running => ({
  pid: undefined,
  exited: Promise.resolve({ exitCode: undefined, signal: undefined, spawnError }),
  send: () => {},
  write: () => {},
  endInput: () => {},
  errors: () => spawnError,
  kill: () => {},
  release: () => {},
});

/** Runs a program at the person's own terminal until it ends; its exit code, or 128 and the signal's number as shells have it. */
export const atTerminal = (argv: readonly string[], env: NodeJS.ProcessEnv): Promise<number> =>
  new Promise((resolve) => {
    const child = spawn(argv[0]!, argv.slice(1), { stdio: 'inherit', env });
    // Ctrl-C is the program's, which shares the terminal with us.
    const ignore = (): void => {};
    process.on('SIGINT', ignore);
    child.on('error', () => resolve(127));
    child.on('close', (code, signal) => {
      process.off('SIGINT', ignore);
      resolve(code ?? 128 + (signal === null ? 0 : constants.signals[signal]));
    });
  });
