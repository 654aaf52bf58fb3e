import { readSync } from 'node:fs';
import { isatty } from 'node:tty';
import { fail, ok, type Result } from '#base/result.ts';

/** Reads this process's standard input to its end; what a person would have to type in plain sight is refused. */
export const readStdin = (maxBytes: number): Result<string, 'terminal' | 'too-large' | 'unreadable'> => {
  if (isatty(0)) return fail('terminal');
  const buffer = Buffer.alloc(maxBytes + 1);
  let length = 0;
  try {
    for (let count = -1; count !== 0 && length <= maxBytes; length += count)
      count = readSync(0, buffer, length, buffer.length - length, null);
  } catch {
    return fail('unreadable');
  }
  return length > maxBytes ? fail('too-large') : ok(buffer.subarray(0, length).toString('utf8'));
};
