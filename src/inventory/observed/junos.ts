import { firstText, member, objectsOf } from './json.ts';

/** Junos writes XML as JSON: every element is a list of objects, its text in `data` (Junos "display json", export-format ietf not set). */
export const dataOf = (holder: unknown, ...keys: readonly string[]): string | undefined => {
  for (const key of keys) {
    const value = member(holder, key);
    const text = Array.isArray(value) ? firstText(value[0], 'data') : firstText(holder, key);
    if (text !== undefined) return text;
  }
  return undefined;
};

/** The elements of that name below each of the holders. */
export const elements = (holders: readonly unknown[], key: string) =>
  holders.flatMap((holder) => objectsOf(member(holder, key)));

/** `ge-0/0/3` of `ge-0/0/3.0` and `ge-0/0/3.0*`: frames belong to the port, not to its unit. */
export const withoutUnit = (name: string): string => name.replace(/\.\d+\*?$/, '');
