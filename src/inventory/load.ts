import { fail, ok } from '#base/result.ts';
import { folderOf, inFolder, isInside, readTextFile, realPath } from '#host/files.ts';
import { type Resolved, resolveInventory } from './resolve.ts';
import { MOST_BYTES, type SourceReader } from './sources.ts';
import { typeLibrary } from './type-library.ts';

/** Files on disk; includes stay in the folder of the root file, symbolic links resolved. */
const diskReader = (root: string): SourceReader => {
  const real = (file: string): string => {
    const path = realPath(file);
    return path.ok ? path.value : file;
  };
  const folder = folderOf(real(root));
  return {
    read: (file) => readTextFile(file, MOST_BYTES),
    identity: real,
    include: (from, name) => {
      const file = inFolder(folderOf(from), name);
      // Judged by its name first, so that what does not exist outside is outside all the same.
      const named = inFolder(real(folderOf(from)), name);
      if (name.startsWith('/') || !isInside(folder, named)) return fail('outside');
      const path = realPath(file);
      if (!path.ok) return path;
      return isInside(folder, path.value) ? ok(file) : fail('outside');
    },
  };
};

/** Where device types are looked up. */
export interface LoadOptions {
  /** A clone of the community's device type library. */
  readonly deviceTypes?: string;
  /** An ISO date; without one no day is too far ahead. */
  readonly today?: string;
  /** With `false` the snapshot of countries is not read. */
  readonly countries?: boolean;
}

/** The network that an inventory file describes, or everything that is wrong with it. */
export const loadInventory = (file: string, { deviceTypes, ...more }: LoadOptions = {}): Resolved =>
  resolveInventory(file, diskReader(file), {
    types: deviceTypes === undefined ? undefined : typeLibrary(deviceTypes),
    ...more,
  });
