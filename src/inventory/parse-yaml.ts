import {
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  type Pair,
  parseDocument,
  type YAMLError,
} from 'yaml';
import { MOST_LEVELS, tooDeepAt } from './guard.ts';
import { type Content, keyPlace, type Node, placeAt, quote, type Scalar, type Source } from './node.ts';
import type { Report } from './report.ts';

/** Values that aliases may stand for, all together; more is a bomb. */
const MOST_ALIASED = 10_000;
/** Syntax errors follow from each other; the first few tell. */
const MOST_SYNTAX_ERRORS = 5;

interface Walk {
  readonly source: Source;
  readonly report: Report;
  readonly anchors: Map<string, unknown>;
  /** What is being walked, from the root down to here. */
  readonly open: Set<unknown>;
  aliased: number;
  depth: number;
  insideAlias: number;
  full: boolean;
}

const EMPTY: Content = { type: 'scalar', value: null, text: '' };

const scalarValue = (value: unknown): Scalar =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : null;

const offsetOf = (item: unknown, fallback: number): number =>
  (isScalar(item) || isMap(item) || isSeq(item) || isAlias(item)) && item.range ? item.range[0] : fallback;

/** The text of a key: as written, so that `01` stays `01`. */
const keyText = (key: unknown): string | undefined =>
  isScalar(key) ? (key.source ?? String(key.value ?? '')) : undefined;

const duplicate = (walk: Walk, node: Node, key: string, first: Node, at: number): void => {
  const path = keyPlace({ ...node, key, keyAt: at });
  walk.report.add('error', 'duplicate-name', path, `${quote(key)} is written twice, expected once`, {
    related: [{ text: 'the first one', place: keyPlace(first) }],
  });
};

const mapEntry = (walk: Walk, node: Node, entries: Map<string, Node>, pair: Pair): void => {
  const keyAt = offsetOf(pair.key, node.at);
  const key = keyText(pair.key);
  if (key === undefined) {
    const place = placeAt(walk.source, keyAt);
    walk.report.add('error', 'wrong-type', place, 'a key is a list, a map or an alias, expected a name', {
      hint: 'put quotes around it if it is a name',
    });
    return;
  }
  const entry: Node = {
    source: walk.source,
    at: offsetOf(pair.value, keyAt),
    keyAt,
    parent: node,
    key,
    content: EMPTY,
  };
  const first = entries.get(key);
  if (first) duplicate(walk, entry, key, first, keyAt);
  else {
    entries.set(key, entry);
    fill(walk, entry, pair.value);
  }
};

const listItem = (walk: Walk, node: Node, item: unknown, index: number): Node => {
  const at = offsetOf(item, node.at);
  const entry: Node = { source: walk.source, at, parent: node, key: String(index), content: EMPTY };
  fill(walk, entry, item);
  return entry;
};

const contentOf = (walk: Walk, node: Node, item: unknown): Content => {
  if (isScalar(item)) {
    const value = scalarValue(item.value);
    return { type: 'scalar', value, text: item.source ?? String(value ?? '') };
  }
  if (isMap(item)) {
    const entries = new Map<string, Node>();
    node.content = { type: 'map', entries };
    for (const pair of item.items) mapEntry(walk, node, entries, pair);
    return node.content;
  }
  if (isSeq(item))
    return { type: 'list', items: item.items.map((it, index) => listItem(walk, node, it, index)) };
  return EMPTY;
};

const stop = (walk: Walk, code: string, node: Node, text: string): void => {
  walk.full = true;
  report(walk, code, node, text);
};

/** Follows an alias; every value below counts against the bound. */
const followAlias = (walk: Walk, node: Node, name: string): void => {
  const target = walk.anchors.get(name);
  if (target === undefined)
    report(walk, 'yaml', node, `alias ${quote(`*${name}`)} names no anchor before it`);
  else if (walk.open.has(target))
    report(walk, 'alias-loop', node, `alias ${quote(`*${name}`)} stands inside what it stands for`);
  else {
    walk.insideAlias++;
    fill(walk, node, target);
    walk.insideAlias--;
  }
};

const report = (walk: Walk, code: string, node: Node, text: string): void =>
  walk.report.add('error', code, placeAt(walk.source, node.at), text);

const enter = (walk: Walk, node: Node, item: unknown): void => {
  if (++walk.depth > MOST_LEVELS)
    stop(walk, 'too-deep', node, `more than ${MOST_LEVELS} levels of nesting, expected fewer`);
  if ((isScalar(item) || isMap(item) || isSeq(item)) && item.anchor) walk.anchors.set(item.anchor, item);
  walk.open.add(item);
  if (!walk.full) node.content = contentOf(walk, node, item);
  walk.open.delete(item);
  walk.depth--;
};

const fill = (walk: Walk, node: Node, item: unknown): void => {
  if (walk.full) return;
  if (walk.insideAlias > 0 && ++walk.aliased > MOST_ALIASED)
    stop(walk, 'alias-bomb', node, `aliases stand for more than ${MOST_ALIASED} values, expected fewer`);
  else if (isAlias(item)) followAlias(walk, node, item.source);
  else enter(walk, node, item);
};

/** Where the parser's own words would not help. */
const SENTENCES: Readonly<Partial<Record<YAMLError['code'], string>>> = {
  MULTIPLE_DOCS: 'a second document begins here, expected one',
};

const sentence = ({ code, message }: YAMLError): string => {
  const own = SENTENCES[code];
  if (own !== undefined) return own;
  const line = message.split('\n')[0]!.replace(/[.:]$/, '');
  return quote(line.charAt(0).toLowerCase() + line.slice(1)).slice(1, -1);
};

const reportSyntax = (source: Source, report: Report, errors: readonly YAMLError[]): void => {
  for (const error of errors.slice(0, MOST_SYNTAX_ERRORS))
    report.add('error', 'yaml', placeAt(source, error.pos[0]), `this is not YAML: ${sentence(error)}`);
};

const parse = (source: Source, report: Report): Document | undefined => {
  const deep = tooDeepAt(source.text);
  try {
    // Our own walk finds keys that are written twice, in linear time.
    if (deep === undefined) return parseDocument(source.text, { uniqueKeys: false, prettyErrors: false });
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
  }
  const place = placeAt(source, deep ?? 0);
  report.add('error', 'too-deep', place, `more than ${MOST_LEVELS} levels of nesting, expected fewer`);
  return undefined;
};

/** The positioned tree of a text of YAML 1.2, or nothing after reporting why not. Bounded in depth and aliases. */
export const parseYaml = (source: Source, report: Report): Node | undefined => {
  const document = parse(source, report);
  if (!document) return undefined;
  const problems = [...document.errors, ...document.warnings];
  reportSyntax(source, report, problems);
  if (problems.length > 0) return undefined;
  const root: Node = { source, at: 0, key: '', content: EMPTY };
  const walk: Walk = {
    source,
    report,
    anchors: new Map(),
    open: new Set(),
    aliased: 0,
    depth: 0,
    insideAlias: 0,
    full: false,
  };
  fill(walk, root, document.contents);
  return walk.full ? undefined : root;
};
