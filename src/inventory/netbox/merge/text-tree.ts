import { isAlias, isMap, isScalar, isSeq, type Node, type Pair, parseDocument } from 'yaml';

/**
 * A text of YAML as a tree of lines: what stands on lines of its own can be replaced, removed or added to without touching
 * anything else. Flow collections and scalars are leaves.
 */
export interface Entry {
  /** What it is among its neighbours: a key, a cable by its ends, a comment by its text. */
  readonly id: string;
  readonly kind: 'entry' | 'comment';
  /** Lines from `start` up to but not including `end`, counted from 0. */
  readonly start: number;
  end: number;
  readonly indent: number;
  /** The value whatever its style; empty for a comment. */
  readonly value: string;
  /** The value as written, for messages. */
  readonly shown: string;
  /** Behind the value, or behind the key of a collection; with its `#`. */
  readonly comment: string;
  /** What a block map or list holds; absent for a leaf. */
  readonly children?: Entry[];
}

export interface TextTree {
  readonly lines: readonly string[];
  readonly root: Entry;
}

interface Build {
  readonly text: string;
  readonly lines: readonly string[];
  readonly starts: readonly number[];
}

const lineOf = (build: Build, offset: number): number => {
  let [low, high] = [0, build.starts.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (build.starts[middle]! <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
};

const indentOf = (line: string): number => line.length - line.trimStart().length;

/** A cable has no first end. */
const cableId = (a: string, b: string): string => [a.trim(), b.trim()].sort().join(' -- ');

/** The value in one spelling: maps and lists sorted, a cable as its ends. Two values are the same if these are. */
const canonical = (node: unknown, depth = 0): unknown => {
  if (depth > 100) return null;
  if (isAlias(node)) return `*${node.source}`;
  if (isScalar(node)) {
    const ends = typeof node.value === 'string' ? node.value.split(' -- ') : [];
    return ends.length === 2 ? { cable: cableId(ends[0]!, ends[1]!) } : (node.value ?? null);
  }
  // The lists of an inventory have no order that means something.
  if (isSeq(node)) return sorted(node.items.map((item) => canonical(item, depth + 1)));
  if (!isMap(node)) return null;
  const entries = node.items.map((pair) => [keyText(pair), canonical(pair.value, depth + 1)] as const);
  const map = new Map(entries);
  const [a, b] = [map.get('a'), map.get('b')];
  if (typeof a === 'string' && typeof b === 'string') {
    map.delete('a');
    map.delete('b');
    map.set('cable', cableId(a, b));
  }
  return Object.fromEntries([...map].sort(([x], [y]) => (x < y ? -1 : 1)));
};

const sorted = (values: readonly unknown[]): unknown[] => {
  const keyed = values.map((value) => ({ value, key: JSON.stringify(value) }));
  return keyed.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0)).map(({ value }) => value);
};

const keyText = (pair: Pair): string =>
  isScalar(pair.key) ? String(pair.key.value ?? '') : JSON.stringify(canonical(pair.key));

const itemId = (node: unknown): string => {
  const value = canonical(node);
  if (typeof value === 'object' && value !== null) {
    const named = 'cable' in value ? value.cable : 'name' in value ? value.name : undefined;
    if (typeof named === 'string') return named;
  }
  return typeof value === 'string' ? value : JSON.stringify(value);
};

const isBlock = (node: unknown): boolean =>
  (isMap(node) || isSeq(node)) && !node.flow && node.items.length > 0;

const rangeOf = (node: unknown): readonly [number, number, number] | undefined =>
  isScalar(node) || isMap(node) || isSeq(node) || isAlias(node) ? (node.range ?? undefined) : undefined;

/** The comment behind an offset on its line. */
const commentAt = (build: Build, offset: number): string => {
  const line = lineOf(build, offset);
  const rest = build.lines[line]!.slice(offset - build.starts[line]!);
  return /^:?\s*(#.*)$/.exec(rest.trimEnd())?.[1] ?? '';
};

const childrenOf = (build: Build, node: unknown): Entry[] | undefined => {
  if (!isBlock(node)) return undefined;
  if (isMap(node))
    return node.items.map((pair) => entryOf(build, keyText(pair), pair.key as Node, pair.value));
  return isSeq(node) ? node.items.map((item) => entryOf(build, itemId(item), item as Node, item)) : undefined;
};

const entryOf = (build: Build, id: string, head: Node, node: unknown): Entry => {
  const headRange = rangeOf(head) ?? rangeOf(node) ?? [0, 0, 0];
  const range = rangeOf(node) ?? headRange;
  const start = lineOf(build, headRange[0]);
  const inside = head === node ? undefined : childrenOf(build, node);
  const last = Math.max(start, lineOf(build, Math.max(headRange[0], range[1] - 1)));
  const comment = commentAt(build, inside ? headRange[1] : Math.max(range[1], headRange[1]));
  const shown = build.text.slice(range[0], range[1]).replace(/\s+/g, ' ').trim();
  return {
    id,
    kind: 'entry',
    start,
    end: inside ? Math.max(...inside.map((c) => c.end)) : last + 1,
    indent: indentOf(build.lines[start] ?? ''),
    value: JSON.stringify(canonical(node)),
    shown,
    comment,
    ...(inside ? { children: inside } : {}),
  };
};

/** Puts a line of comment among the children of what it stands in: the deepest collection that is not indented further than it. */
const placeComment = (within: Entry, line: number, text: string): void => {
  const children = within.children ?? [];
  const indent = indentOf(text);
  const before = children.findLast((c) => c.start < line);
  within.end = Math.max(within.end, line + 1);
  if (before?.children && (line < before.end || indent >= (before.children[0]?.indent ?? 0)))
    placeComment(before, line, text);
  else {
    const at = children.findIndex((c) => c.start > line);
    const own = text.trim();
    children.splice(at < 0 ? children.length : at, 0, {
      id: own,
      kind: 'comment',
      start: line,
      end: line + 1,
      indent,
      value: '',
      shown: own,
      comment: own,
    });
  }
};

/** Lines that are inside a scalar of several lines look like comments and are none. */
const scalarLines = (entry: Entry, into: Set<number>): Set<number> => {
  if (entry.children) for (const child of entry.children) scalarLines(child, into);
  else for (let line = entry.start + 1; line < entry.end; line++) into.add(line);
  return into;
};

/** The tree of a text that is known to be YAML. */
export const textTree = (text: string): TextTree => {
  const lines = text.split('\n');
  const starts: number[] = [];
  let offset = 0;
  for (const line of lines) {
    starts.push(offset);
    offset += line.length + 1;
  }
  const build = { text, lines, starts };
  const { contents } = parseDocument(text, { uniqueKeys: false, prettyErrors: false });
  const children = childrenOf(build, contents) ?? [];
  const root: Entry = {
    id: '',
    kind: 'entry',
    start: -1,
    end: lines.length,
    indent: -1,
    value: JSON.stringify(canonical(contents)),
    shown: '',
    comment: '',
    children,
  };
  const taken = scalarLines(root, new Set());
  for (const [line, own] of lines.entries())
    if (/^\s*#/.test(own) && !taken.has(line)) placeComment(root, line, own);
  return { lines, root };
};

/** How a text becomes a tree. */
export type TreeOf = (text: string) => TextTree;

/** Trees that are made once a text: a large file takes seconds. */
export const rememberTrees = (): TreeOf => {
  const known = new Map<string, TextTree>();
  return (text) => {
    const tree = known.get(text) ?? textTree(text);
    known.set(text, tree);
    return tree;
  };
};

/** The lines of an entry as they stand. */
export const linesOf = (tree: TextTree, entry: Entry): readonly string[] =>
  tree.lines.slice(entry.start, entry.end);
