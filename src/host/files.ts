import { closeSync, constants, fstatSync, openSync, readdirSync, readSync, realpathSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { fail, ok, type Result } from '#base/result.ts';

/** Why a file could not be read. */
export type FileProblem =
  | 'missing'
  | 'folder'
  | 'not-a-file'
  | 'too-large'
  | 'denied'
  | 'not-text'
  | 'unreadable';

const PROBLEMS: Readonly<Record<string, FileProblem>> = {
  ENOENT: 'missing',
  ENOTDIR: 'missing',
  EISDIR: 'folder',
  EACCES: 'denied',
  EPERM: 'denied',
};

const problemOf = (error: unknown): FileProblem => {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return PROBLEMS[code] ?? 'unreadable';
};

const attempt = <T>(action: () => T): Result<T, FileProblem> => {
  try {
    return ok(action());
  } catch (error) {
    return fail(problemOf(error));
  }
};

const readBounded = (fd: number, maxBytes: number): Result<Buffer, FileProblem> => {
  const stat = fstatSync(fd);
  if (stat.isDirectory()) return fail('folder');
  if (!stat.isFile()) return fail('not-a-file');
  if (stat.size > maxBytes) return fail('too-large');
  // One byte more than allowed: the file may have grown since.
  const buffer = Buffer.alloc(maxBytes < stat.size * 2 ? maxBytes + 1 : stat.size * 2 + 1);
  let length = 0;
  while (length < buffer.length) {
    const count = readSync(fd, buffer, length, buffer.length - length, length);
    if (count === 0) break;
    length += count;
  }
  return length > maxBytes ? fail('too-large') : ok(buffer.subarray(0, length));
};

const decode = (bytes: Buffer): Result<string, FileProblem> => {
  try {
    return ok(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return fail('not-text');
  }
};

/** The bytes of a regular file of at most so many; a pipe or device is never opened for waiting. */
export const readFileBytes = (path: string, maxBytes: number): Result<Buffer, FileProblem> => {
  // O_NONBLOCK: opening a pipe without a writer would wait for ever.
  const fd = attempt(() => openSync(path, constants.O_RDONLY | constants.O_NONBLOCK));
  if (!fd.ok) return fd;
  const bytes = attempt(() => readBounded(fd.value, maxBytes));
  closeSync(fd.value);
  return bytes.ok ? bytes.value : bytes;
};

/** The UTF-8 text of a regular file of at most so many bytes; a pipe or device is never opened for waiting. */
export const readTextFile = (path: string, maxBytes: number): Result<string, FileProblem> => {
  const bytes = readFileBytes(path, maxBytes);
  return bytes.ok ? decode(bytes.value) : bytes;
};

/** The path with every symbolic link resolved. */
export const realPath = (path: string): Result<string, FileProblem> => attempt(() => realpathSync(path));

/** Names in a folder, sorted. */
export const listFolder = (path: string): Result<string[], FileProblem> =>
  attempt(() => readdirSync(path).sort());

/** Whether a file lies in a folder or below; both as real paths. */
export const isInside = (folder: string, file: string): boolean => {
  const way = relative(folder, file);
  return way !== '' && way !== '..' && !way.startsWith(`..${sep}`) && resolve(folder, way) === file;
};

/** The folder of a file. */
export const folderOf = (file: string): string => dirname(file);

/** `name` as seen from a folder. */
export const inFolder = (folder: string, name: string): string => join(folder, name);
