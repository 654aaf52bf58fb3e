import { SORTS, type ThingChange } from '#analysis/diff/things.ts';
import { spelt } from '../output/findings.ts';
import type { Style } from '../output/style.ts';

const plural = (count: number, sort: string): string => {
  if (count === 1) return `1 ${sort}`;
  return `${count} ${/(s|x|ch)$/.test(sort) ? `${sort}es` : sort.endsWith('y') ? `${sort.slice(0, -1)}ies` : `${sort}s`}`;
};

const HOW = ['gone', 'new', 'changed'] as const;

/** `2 devices new, 3 cables changed`: what came with new devices is theirs. */
export const thingsLine = (changes: readonly ThingChange[]): string => {
  const own = changes.filter(({ within }) => within === undefined);
  const parts = SORTS.flatMap((sort) =>
    HOW.flatMap((how) => {
      const count = own.filter((one) => one.sort === sort && one.how === how).length;
      return count > 0 ? [`${plural(count, sort)} ${how}`] : [];
    }),
  );
  return parts.length > 0 ? parts.join(', ') : 'no fact of the network differs';
};

/** What a new device brings along, or one that is gone takes with it. */
const parts = (changes: readonly ThingChange[]): string => {
  const counts = SORTS.flatMap((sort) => {
    const count = changes.filter((one) => one.sort === sort).length;
    return count > 0 ? [plural(count, sort)] : [];
  });
  return counts.length > 0 ? `, with ${counts.join(', ')}` : '';
};

const MARKS = { new: '+', gone: '-', changed: '~' } as const;

/** Each change on a line: devices with what is theirs, values with what they were. */
export const thingLines = (changes: readonly ThingChange[], style: Style): string[] => {
  const theirs = new Map<string, ThingChange[]>();
  for (const one of changes)
    if (one.within !== undefined) theirs.set(one.within, [...(theirs.get(one.within) ?? []), one]);
  const paint = { new: style.green, gone: style.red, changed: style.yellow };
  return changes
    .filter(({ within }) => within === undefined)
    .map(({ sort, id, how, moved }) => {
      const values = moved.map(({ what, from, to }) => `${what} ${from} -> ${to}`).join(', ');
      const more = sort === 'device' && how !== 'changed' ? parts(theirs.get(id) ?? []) : '';
      return `  ${paint[how](MARKS[how])} ${spelt(`${sort} ${id}${values === '' ? '' : `: ${values}`}${more}`)}\n`;
    });
};
