import { ok } from '#base/result.ts';
import { fileAt } from '#host/git.ts';
import { type Resolved, resolveInventory } from './resolve.ts';
import { MOST_BYTES, type SourceReader } from './sources.ts';
import { textReader } from './text-reader.ts';
import { typeLibrary } from './type-library.ts';

/** An inventory as it was committed. */
export interface Committed {
  /** The folder of the work tree that the file lies in, and its name there. */
  readonly folder: string;
  readonly name: string;
  readonly commit: string;
  /** What messages call the commit: `main`. */
  readonly revision: string;
}

/** The files that are there by their paths, which messages call `main:path`; what else is asked for is noted. */
const askingReader = (
  files: Readonly<Record<string, string>>,
  revision: string,
  asked: Set<string>,
): SourceReader => {
  const reader = textReader(files);
  const path = (file: string): string => file.slice(revision.length + 1);
  return {
    ...reader,
    read: (file) => {
      if (!Object.hasOwn(files, path(file))) asked.add(path(file));
      return reader.read(path(file));
    },
    include: (from, name) => {
      const file = reader.include(path(from), name);
      return file.ok ? ok(`${revision}:${file.value}`) : file;
    },
  };
};

/**
 * The network that an inventory described at a commit, its includes as they were then. Files are fetched as they are asked for, until
 * nothing is asked for that could be there. `deviceTypes` is a clone of the library of types, as it is now.
 */
export const loadCommitted = async (
  { folder, name, commit, revision }: Committed,
  deviceTypes?: string,
): Promise<Resolved> => {
  const files: Record<string, string> = {};
  const absent = new Set<string>();
  const options = deviceTypes === undefined ? {} : { types: typeLibrary(deviceTypes) };
  for (;;) {
    const asked = new Set<string>();
    const resolved = resolveInventory(`${revision}:${name}`, askingReader(files, revision, asked), options);
    const wanted = [...asked].filter((file) => !absent.has(file));
    if (wanted.length === 0) return resolved;
    for (const file of wanted) {
      const text = await fileAt(folder, commit, file, MOST_BYTES);
      if (text === undefined) absent.add(file);
      else files[file] = text;
    }
  }
};
