import {
  chmodSync,
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve, sep } from 'node:path';
import { fail, ok, type Result } from '#base/result.ts';

/** Why something could not be written. */
export type WriteProblem = 'exists' | 'not-ours' | 'denied' | 'full' | 'no-folder' | 'unwritable';

const PROBLEMS: Readonly<Record<string, WriteProblem>> = {
  EEXIST: 'exists',
  EISDIR: 'exists',
  EACCES: 'denied',
  EPERM: 'denied',
  EROFS: 'denied',
  ENOSPC: 'full',
  EDQUOT: 'full',
  ENOENT: 'no-folder',
  ENOTDIR: 'no-folder',
};

const attempt = (action: () => void): Result<undefined, WriteProblem> => {
  try {
    action();
    return ok(undefined);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    // A mistake of the program has no code, and is none of a file system.
    if (code === '') throw error;
    return fail(PROBLEMS[code] ?? 'unwritable');
  }
};

/**
 * Makes a folder and those above it. Node's own `recursive` never ends where a folder is there but takes none, such as
 * /proc.
 */
const makeFolder = (path: string, mode = 0o755): void => {
  const isFolder = (): boolean => statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
  if (isFolder()) return;
  if (dirname(path) !== path) makeFolder(dirname(path), mode);
  try {
    mkdirSync(path, { mode });
  } catch (error) {
    // Somebody else may have made it meanwhile.
    if (!isFolder()) throw error;
  }
};

/** Makes a folder of this mode, and those above it, if it is not there. */
export const ensureFolder = (path: string, mode: number): Result<undefined, WriteProblem> =>
  attempt(() => makeFolder(path, mode));

/** Creates the file with exactly this mode; one that is there already is never touched. */
const create = (path: string, text: string, mode: number, durable = false): void => {
  const fd = openSync(path, 'wx', mode);
  try {
    // Writes until all is written or nothing more fits: a single write may end early and call that success.
    writeFileSync(fd, text);
    if (durable) fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
  // The umask has had its say at creation.
  chmodSync(path, mode);
};

const beside = (path: string, what: string): string => `${path}.relaxops-${what}-${process.pid}`;

/** Removes what was left half done, if there is anything and it can be removed. */
const discard = (path: string): void => {
  attempt(() => rmSync(path, { recursive: true, force: true }));
};

/** Does the work and in any case discards what it left at the path. */
const discarding = (path: string, work: () => void): Result<undefined, WriteProblem> => {
  try {
    return attempt(work);
  } finally {
    discard(path);
  }
};

/** How a file is written. */
export interface WriteOptions {
  readonly replace?: boolean;
  readonly mode?: number;
  /** Of the folders that have to be made. */
  readonly folderMode?: number;
  /** Whether it has reached the disk when this returns. */
  readonly durable?: boolean;
}

/** Writes a file, with its folder; whole or not at all. One that exists is replaced only if so asked. */
export const writeTextFile = (
  path: string,
  text: string,
  { replace = false, mode = 0o644, folderMode = 0o755, durable = false }: WriteOptions = {},
): Result<undefined, WriteProblem> => {
  if (!replace && existsSync(path)) return fail('exists');
  const fresh = beside(path, 'new');
  return discarding(fresh, () => {
    makeFolder(dirname(path), folderMode);
    create(fresh, text, mode, durable);
    renameSync(fresh, path);
  });
};

/** A file of a folder that is written as a whole. */
export interface FolderFile {
  /** Relative to the folder, or absolute on the host that it is for: `/etc/relaxops/sshd_config`. */
  readonly path: string;
  readonly text: string;
  readonly mode: number;
}

const fill = (folder: string, files: readonly FolderFile[], folderMode: number): void => {
  makeFolder(folder, folderMode);
  for (const file of files) {
    const path = resolve(join(folder, file.path));
    if (!path.startsWith(resolve(folder) + sep)) throw new Error(`"${file.path}" leaves its folder`);
    makeFolder(dirname(path), folderMode);
    create(path, file.text, file.mode);
  }
};

/** Puts the fresh folder in the target's place; if that cannot be done, the old one stays. */
const swap = (fresh: string, target: string): Result<undefined, WriteProblem> => {
  const old = beside(target, 'old');
  const existed = existsSync(target);
  if (existed) renameSync(target, old);
  const swapped = attempt(() => renameSync(fresh, target));
  if (!swapped.ok && existed) renameSync(old, target);
  if (swapped.ok && existed) rmSync(old, { recursive: true });
  return swapped;
};

const mayReplace = (target: string, mark: string): boolean =>
  !existsSync(target) ||
  (statSync(target).isDirectory() && (existsSync(join(target, mark)) || readdirSync(target).length === 0));

/**
 * Writes a folder as a whole: into a new one beside it, which then takes its place. A folder with something in it
 * is replaced only if it carries our mark, a file of that name; the new one gets it too.
 */
export const writeFolder = (
  target: string,
  files: readonly FolderFile[],
  mark: string,
  folderMode = 0o755,
): Result<undefined, WriteProblem> => {
  const path = resolve(target);
  const fresh = beside(path, 'new');
  let ended: Result<undefined, WriteProblem> = fail('not-ours');
  const written = discarding(fresh, () => {
    if (!mayReplace(path, mark)) return;
    const marked = { path: mark, text: 'Written by relaxops; replaced as a whole.\n', mode: 0o644 };
    fill(fresh, [marked, ...files], folderMode);
    ended = swap(fresh, path);
  });
  return written.ok ? ended : written;
};

/** Gives the work a folder that only this user can read, and removes it afterwards, whatever happens. */
export const withTemporaryFolder = async <T>(
  prefix: string,
  work: (folder: string) => Promise<T>,
): Promise<T> => {
  const folder = mkdtempSync(join(tmpdir(), prefix));
  try {
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};
