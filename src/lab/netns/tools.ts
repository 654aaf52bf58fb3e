import { type RunResult, run } from '#host/process.ts';

/** Runs the daemons' and the hardware's tools; nothing of the caller's environment gets in. */
export const CLEAN_ENV: NodeJS.ProcessEnv = {
  PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
  HOME: '/run/home/root',
  LANG: 'C.UTF-8',
};

/** One sentence about a program that failed. */
export const failureOf = (argv: readonly string[], result: RunResult): string => {
  const said = (result.stderr || result.stdout).trim().slice(-400);
  const how =
    result.spawnError ?? (result.timedOut ? 'timed out' : (result.signal ?? `exit ${result.exitCode}`));
  return `${argv.slice(0, 3).join(' ')}: ${how}${said ? `: ${said}` : ''}`;
};

/** Runs a tool that has to succeed; throws with its words otherwise. */
export const tool = async (argv: readonly string[], stdin = '', timeoutMs = 60_000): Promise<string> => {
  const result = await run(argv, { stdin, timeoutMs, env: CLEAN_ENV, cwd: '/' });
  if (!result.ok) throw new Error(failureOf(argv, result));
  return result.stdout;
};

/** `ip -batch` in the hardware's namespace; with the failing line in the error. */
export const ipBatch = (lines: readonly string[]): Promise<void> => batch('ip', lines);
/** `tc -batch` in the hardware's namespace. */
export const tcBatch = (lines: readonly string[]): Promise<void> => batch('tc', lines);

const batch = async (program: string, lines: readonly string[]): Promise<void> => {
  if (lines.length === 0) return;
  const argv = [program, '-batch', '-'];
  const result = await run(argv, {
    stdin: `${lines.join('\n')}\n`,
    timeoutMs: 120_000,
    env: CLEAN_ENV,
    cwd: '/',
  });
  if (result.ok) return;
  const number = /Command failed -:(\d+)/.exec(result.stderr)?.[1];
  const line = number === undefined ? '' : ` at "${lines[Number(number) - 1]}"`;
  throw new Error(failureOf(argv, result) + line);
};

/**
 * The command line that enters a host. `holder` is the process that made its namespaces; it stays outside of the pid namespace
 * that it made.
 */
export const inHost = (holder: number, argv: readonly string[], netns?: string): string[] => {
  const ns = `/proc/${holder}/ns`;
  return [
    'nsenter',
    `--net=${ns}/net`,
    `--mount=${ns}/mnt`,
    `--uts=${ns}/uts`,
    `--pid=${ns}/pid_for_children`,
    '--',
    ...(netns === undefined ? [] : ['nsenter', `--net=/run/netns/${netns}`, '--']),
    ...argv,
  ];
};
