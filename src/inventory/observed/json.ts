import { fail, ok, type Result } from '#base/result.ts';

/** The largest file that is read: the neighbours and MAC addresses of some 100,000 ports. */
export const MOST_BYTES = 64 * 1024 * 1024;
/** No format here nests deeper than 15. */
const MOST_LEVELS = 50;
/** The longest name that is taken over; LLDP's own strings end at 255 bytes (IEEE 802.1AB-2016 clauses 8.5.2 to 8.5.8). */
const LONGEST = 255;

export type Json = Readonly<Record<string, unknown>>;

/** Whether brackets nest deeper than any of our formats does. One pass over the text, strings skipped. */
const tooDeep = (text: string): boolean => {
  let [depth, inside] = [0, false];
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (inside) {
      if (code === 92) i++;
      else if (code === 34) inside = false;
    } else if (code === 34) inside = true;
    else if (code === 91 || code === 123) {
      if (++depth > MOST_LEVELS) return true;
    } else if (code === 93 || code === 125) depth--;
  }
  return false;
};

/** The value that a text of JSON spells, or why it does not. */
export const parseJson = (text: string): Result<unknown, string> => {
  const body = text.replace(/^\uFEFF/, '');
  if (body.trim() === '') return fail('it is empty, expected JSON');
  if (tooDeep(body)) return fail(`its JSON nests deeper than ${MOST_LEVELS} levels`);
  try {
    return ok(JSON.parse(body));
  } catch {
    return fail('it is not JSON, expected what the command prints with its JSON option');
  }
};

/** The value as an object; undefined if it is none. */
export const objectOf = (value: unknown): Json | undefined =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : undefined;

/** The objects of a list; a single one that stands where a list might (NX-OS, lldpd) counts as a list of one. */
export const objectsOf = (value: unknown): Json[] =>
  (Array.isArray(value) ? value : [value]).map(objectOf).filter((one) => one !== undefined);

/** A member that the object itself has; undefined for what it has not, and for what is no object. */
export const member = (value: unknown, key: string): unknown => {
  const object = objectOf(value);
  return object !== undefined && Object.hasOwn(object, key) ? object[key] : undefined;
};

/** Text or number as text of bounded length, without blanks around; undefined for all else and for empty text. */
export const textOf = (value: unknown): string | undefined => {
  if (typeof value === 'number' && Number.isFinite(value)) return String(value);
  const text = typeof value === 'string' ? value.slice(0, LONGEST).trim() : '';
  return text === '' ? undefined : text;
};

/** The first text of several members, by the order of the keys. */
export const firstText = (value: unknown, ...keys: readonly string[]): string | undefined => {
  for (const key of keys) {
    const text = textOf(member(value, key));
    if (text !== undefined) return text;
  }
  return undefined;
};
