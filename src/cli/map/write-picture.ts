import { resolve } from 'node:path';
import { readTextFile } from '#host/files.ts';
import { writeTextFile } from '#host/write-files.ts';
import type { Outcome } from '../command.ts';
import { cannot, refused } from '../outcome.ts';

/** A picture is never larger; what is larger is none of ours. */
const MOST_BYTES = 64 * 1024 * 1024;
/** How a picture of ours begins. */
const OURS = /^<svg [^>]*>\n<title id="title">/;

/** Whether the path is free or holds a picture like those that we write. Anything else stays as it is. */
const mayReplace = (path: string): boolean => {
  const there = readTextFile(path, MOST_BYTES);
  return there.ok ? OURS.test(there.value.slice(0, 2000)) : there.error === 'missing';
};

const WHY = {
  denied: 'it may not be written there',
  full: 'the disk is full',
  exists: 'something is in the way',
  'no-folder': 'a file is in the way',
  'not-ours': 'something else is there',
  unwritable: 'it failed',
} as const;

/** Writes the picture whole or not at all; the answer is what went wrong, if anything. */
export const writePicture = (cwd: string, file: string, svg: string): Outcome | undefined => {
  const path = resolve(cwd, file);
  if (!mayReplace(path))
    return refused(
      'not-ours',
      `"${file}" is left alone: it is there and is no picture of relaxops`,
      'name a file that is new',
    );
  const written = writeTextFile(path, svg, { replace: true });
  return written.ok ? undefined : cannot(`cannot write "${file}": ${WHY[written.error]}`);
};
