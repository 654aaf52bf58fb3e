import { lastName, type Memory, placeOf } from '../memory.ts';
import { type Entry, type TreeOf, textTree } from './text-tree.ts';

/** A site, rack or device that NetBox calls otherwise than at the last import. */
export interface Renamed {
  /** As it stood: `dm-akron/r1/sw01`. */
  readonly from: string;
  readonly to: string;
}

/** What has another name now but stands in the same place. Shallow ones first: a rack before its devices. */
export const renamedSince = (before: Memory, now: Memory): Renamed[] => {
  const moved = new Map<string, string>();
  const changed = [...before]
    .flatMap(([key, { at: from }]) => {
      const to = now.get(key)?.at;
      return to === undefined || to === from ? [] : [{ from, to }];
    })
    .sort((a, b) => a.from.split('/').length - b.from.split('/').length);
  return changed.filter(({ from, to }) => {
    const place = placeOf(from);
    const stays = (moved.get(place) ?? place) === placeOf(to);
    if (stays) moved.set(from, to);
    return stays;
  });
};

const find = (root: Entry, ...path: readonly string[]): Entry | undefined => {
  let at: Entry | undefined = root;
  for (const id of path) at = at?.children?.find((c) => c.kind === 'entry' && c.id === id);
  return at;
};

const keysOf = (path: string): string[] => {
  const [site, rack, device] = path.split('/');
  return [
    ...(site === undefined ? [] : ['sites', site]),
    ...(rack === undefined ? [] : ['racks', rack]),
    ...(device === undefined ? [] : ['devices', device]),
  ];
};

/** `r1/sw01`, where no name or port goes on before or behind it. */
const PATHS = /(?<![\w/-])[A-Za-z0-9][A-Za-z0-9-]*(?:\/[A-Za-z0-9][A-Za-z0-9-]*)+(?=$|[\s:"',}\]])/g;

/** The text with other names for these, where they are declared and where they are referred to. */
export const renameIn = (text: string, renamed: readonly Renamed[], treeOf: TreeOf = textTree): string => {
  if (renamed.length === 0) return text;
  const { lines, root } = treeOf(text);
  const now = new Map(renamed.map(({ from, to }) => [from, to]));
  const places = renamed.flatMap(({ from, to }) => {
    const entry = find(root, ...keysOf(from));
    return entry ? [{ line: entry.start, from: lastName(from), to: lastName(to) }] : [];
  });
  const sites = (find(root, 'sites')?.children ?? []).filter((c) => c.kind === 'entry');
  const siteAt = (line: number): string | undefined => sites.find((s) => s.start <= line && line < s.end)?.id;
  const fresh = lines.map((line, i) => (line.includes('/') ? withPaths(line, siteAt(i), now) : line));
  for (const { line, from, to } of places)
    fresh[line] = fresh[line]!.replace(/^(\s*["']?)([^"':]+)/, (all, before, key) =>
      key === from ? before + to : all,
    );
  return fresh.join('\n');
};

const withPaths = (line: string, site: string | undefined, now: ReadonlyMap<string, string>): string =>
  line.replace(PATHS, (path) => {
    const whole = site === undefined ? path : `${site}/${path}`;
    const to = longest(whole, now);
    return to === undefined ? path : site === undefined ? to : to.slice(to.indexOf('/') + 1);
  });

/** The path under its new name, by the longest part of it that has one. */
const longest = (path: string, now: ReadonlyMap<string, string>): string | undefined => {
  for (let end = path.length; end > 0; end = path.lastIndexOf('/', end - 1)) {
    const to = now.get(path.slice(0, end));
    if (to !== undefined) return to + path.slice(end);
  }
  return undefined;
};
