import { fail, ok } from '#base/result.ts';
import type { SourceReader } from './sources.ts';

const normal = (path: string): string | undefined => {
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '..' && parts.pop() === undefined) return undefined;
    if (part !== '' && part !== '.' && part !== '..') parts.push(part);
  }
  return parts.join('/');
};

/** Files by name, in memory. */
export const textReader = (files: Readonly<Record<string, string>>): SourceReader => ({
  read: (file) => (Object.hasOwn(files, file) ? ok(files[file]!) : fail('missing')),
  include: (from, name) => {
    const file = name.startsWith('/') ? undefined : normal(`${from.replace(/[^/]*$/, '')}${name}`);
    return file === undefined ? fail('outside') : ok(file);
  },
  identity: (file) => file,
});
