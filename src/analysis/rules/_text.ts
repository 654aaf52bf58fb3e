/** `"a", "b", "c" and 4 more`. */
export const someOf = (names: readonly string[], most = 3): string => {
  const quoted = names.map((name) => `"${name}"`);
  if (names.length > most + 1) return `${quoted.slice(0, most).join(', ')} and ${names.length - most} more`;
  return names.length < 2 ? quoted.join('') : `${quoted.slice(0, -1).join(', ')} and ${quoted.at(-1)}`;
};

/** `1 device`, `2 devices`; `3 switches`, `2 supplies`. */
export const counted = (count: number, word: string): string => {
  if (count === 1) return `1 ${word}`;
  if (/[^aeiou]y$/.test(word)) return `${count} ${word.slice(0, -1)}ies`;
  return `${count} ${word}${/(ch|s)$/.test(word) ? 'es' : 's'}`;
};

/** The name inside what it stands in: `r01/srv01` in `zrh1`. */
export const inside = (outer: string, id: string): string =>
  id.startsWith(`${outer}/`) ? id.slice(outer.length + 1) : id;

const IRREGULAR: Readonly<Record<string, string>> = { has: 'have', is: 'are', does: 'do' };

/** A verb of several: `has` becomes `have`, `hangs` `hang`, `carries` `carry`, `passes` `pass`. */
const pluralVerb = (verb: string): string =>
  IRREGULAR[verb] ??
  verb
    .replace(/ies$/, 'y')
    .replace(/(ss|sh|ch)es$/, '$1')
    .replace(/([^s])s$/, '$1');

/** A sentence's first verb for several: `has no …` becomes `have no …`. */
export const forSeveral = (phrase: string): string => phrase.replace(/^\S+/, (verb) => pluralVerb(verb));

/** Whether the thing is the other or part of it: a port of a device, a device of a rack, a rack of a site. */
export const isWithin = (id: string, on: string): boolean =>
  id === on || id.startsWith(`${on}/`) || id.startsWith(`${on}:`);
