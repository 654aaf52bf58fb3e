import { nearest } from '#base/nearest.ts';

export { nearest };

/** `, expected "number"`, or nothing if no candidate is near. */
export const expectedNearest = (word: string, candidates: Iterable<string>): string => {
  const name = nearest(word, candidates);
  return name === undefined ? '' : `, expected "${name}"`;
};

/** The whole set: `"a", "b" or "c"`. */
export const oneOfText = (names: readonly string[], last = 'or'): string =>
  names.length < 2
    ? names.map((n) => `"${n}"`).join('')
    : `${names
        .slice(0, -1)
        .map((n) => `"${n}"`)
        .join(', ')} ${last} "${names.at(-1)}"`;
