import { resolve } from 'node:path';
import { type FileProblem, readTextFile } from '#host/files.ts';
import { readTextStream } from '#host/stdin.ts';
import { MOST_BYTES } from '#inventory/observed/json.ts';
import type { InputFile, ReadProblem } from '#inventory/observed/read.ts';

/** More than a file for each device of a large network. */
const MOST_FILES = 10_000;
/** All files together; they are held in memory at once. */
const MOST_IN_ALL = 4 * MOST_BYTES;

const SAID: Readonly<Record<FileProblem, string>> = {
  missing: 'there is no such file',
  folder: 'it is a folder, expected a file',
  'not-a-file': 'it is no regular file; what a program prints is read with "-"',
  'too-large': `it is larger than ${MOST_BYTES / 1024 / 1024} MB`,
  denied: 'it may not be read',
  'not-text': 'it is not UTF-8 text',
  unreadable: 'it cannot be read',
};

const readOne = async (name: string, cwd: string) =>
  name === '-' ? readTextStream(process.stdin, MOST_BYTES) : readTextFile(resolve(cwd, name), MOST_BYTES);

/** The files by name, `-` for the standard input, and all that cannot be read. */
export const readInput = async (
  names: readonly string[],
  cwd: string,
): Promise<{ readonly files: readonly InputFile[]; readonly problems: readonly ReadProblem[] }> => {
  const files: InputFile[] = [];
  const problems: ReadProblem[] = [];
  if (names.length > MOST_FILES)
    return { files, problems: [{ file: '', text: `more than ${MOST_FILES} files` }] };
  let left = MOST_IN_ALL;
  for (const name of new Set(names)) {
    const text = await readOne(name, cwd);
    if (text.ok) left -= text.value.length;
    if (left < 0)
      return {
        files,
        problems: [{ file: name, text: 'all files together are too large, give them in parts' }],
      };
    if (text.ok) files.push({ name, text: text.value });
    else problems.push({ file: name, text: SAID[text.error] });
  }
  return { files, problems };
};
