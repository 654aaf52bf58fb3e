import { existsSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { run } from './process.ts';

/** The nearest folder at or above a path that exists, with every link resolved. */
const existing = (path: string): string => {
  if (existsSync(path)) return realpathSync(path);
  return dirname(path) === path ? path : existing(dirname(path));
};

const above = (folder: string): string | undefined => {
  // A file in a linked work tree or a submodule, else a folder.
  if (existsSync(join(folder, '.git'))) return folder;
  return dirname(folder) === folder ? undefined : above(dirname(folder));
};

/** The git work tree that a path lies in, or would lie in; undefined if in none. */
export const workTreeOf = (path: string): string | undefined => above(existing(path));

const GIT_SECONDS = 30;

const git = (folder: string, argv: readonly string[], maxOutput: number) =>
  run(['git', '-C', folder, ...argv], { timeoutMs: GIT_SECONDS * 1000, maxOutput });

/** The commit that a word means in the work tree around a folder; undefined where it means none, or there is no git. */
export const commitOf = async (folder: string, revision: string): Promise<string | undefined> => {
  // gitrevisions(7); what begins with a dash is an option to nobody.
  const argv = ['rev-parse', '--verify', '--quiet', '--end-of-options', `${revision}^{commit}`];
  const { ok: there, stdout } = await git(folder, argv, 1000);
  return there ? stdout.trim() : undefined;
};

/** The text of a file at a commit, by its path from the folder; undefined where the commit has no such file. */
export const fileAt = async (
  folder: string,
  commit: string,
  path: string,
  maxBytes: number,
): Promise<string | undefined> => {
  const { ok: there, stdout } = await git(folder, ['cat-file', 'blob', `${commit}:./${path}`], maxBytes);
  return there ? stdout : undefined;
};
