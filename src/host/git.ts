import { existsSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';

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
