import type { Entry } from './text-tree.ts';

/** A difference between two texts, by what it is about. */
export interface Change {
  readonly what: 'added' | 'removed' | 'changed';
  /** Keys from the root: `['sites', 'zrh1', 'number']`. */
  readonly path: readonly string[];
  /** Values as written; a collection has none. */
  readonly before?: string;
  readonly after?: string;
}

/** Neighbours by what they are; the second of one comment is another. */
export const byId = (entries: readonly Entry[] | undefined): ReadonlyMap<string, Entry> => {
  const map = new Map<string, Entry>();
  for (const entry of entries ?? []) {
    let [id, n] = [`${entry.kind} ${entry.id}`, 2];
    while (map.has(id)) id = `${entry.kind} ${entry.id} ${n++}`;
    map.set(id, entry);
  }
  return map;
};

const shown = (entry: Entry): string | undefined => (entry.children ? undefined : entry.shown);

const one = (what: Change['what'], path: readonly string[], before?: Entry, after?: Entry): Change => {
  const [from, to] = [before && shown(before), after && shown(after)];
  return {
    what,
    path,
    ...(from === undefined ? {} : { before: from }),
    ...(to === undefined ? {} : { after: to }),
  };
};

const entriesOnly = (entry: Entry): readonly Entry[] =>
  (entry.children ?? []).filter((c) => c.kind === 'entry');

/** What became different in the values; comments, order and style do not count. What is new or gone as a whole is one change. */
export const changesBetween = (before: Entry, after: Entry, path: readonly string[] = []): Change[] => {
  if (before.value === after.value) return [];
  if (!before.children || !after.children) return [one('changed', path, before, after)];
  const [old, now] = [byId(entriesOnly(before)), byId(entriesOnly(after))];
  const changes: Change[] = [];
  for (const [id, entry] of old) {
    const match = now.get(id);
    const at = [...path, entry.id];
    changes.push(...(match ? changesBetween(entry, match, at) : [one('removed', at, entry)]));
  }
  for (const [id, entry] of now)
    if (!old.has(id)) changes.push(one('added', [...path, entry.id], undefined, entry));
  return changes;
};
