import { closeSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { fail, ok, type Result } from '#base/result.ts';

/** Why a lock was not had: the process that holds it, or no right to make its file. */
export type LockProblem = { readonly holder: number } | 'unwritable';

const alive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // It lives, and is somebody else's.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
};

const holderOf = (path: string): number | undefined => {
  try {
    return Number.parseInt(readFileSync(path, 'utf8'), 10) || undefined;
  } catch {
    return undefined;
  }
};

const take = (path: string): 'taken' | 'there' | 'unwritable' => {
  try {
    const fd = openSync(path, 'wx', 0o600);
    writeSync(fd, `${process.pid}\n`);
    closeSync(fd);
    return 'taken';
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EEXIST' ? 'there' : 'unwritable';
  }
};

/**
 * Does the work while a file says whose turn it is. The lock of a process that was killed is taken over; of one that lives,
 * the answer says which.
 */
export const withLock = async <T>(path: string, work: () => Promise<T>): Promise<Result<T, LockProblem>> => {
  let got = take(path);
  const holder = got === 'there' ? holderOf(path) : undefined;
  if (got === 'there' && (holder === undefined || !alive(holder))) {
    rmSync(path, { force: true });
    got = take(path);
  }
  if (got === 'there') return fail({ holder: holder ?? 0 });
  if (got === 'unwritable') return fail(got);
  try {
    return ok(await work());
  } finally {
    rmSync(path, { force: true });
  }
};
