import { type Content, keyPlace, type Node, quote } from './node.ts';
import type { Report } from './report.ts';

const twice = (report: Report, later: Node, first: Node): void =>
  report.errorAtKey(
    'duplicate-name',
    later,
    `${quote(later.key)} is there already, expected it in one file`,
    {
      related: [{ text: 'the first one', place: keyPlace(first) }],
    },
  );

const mergeMaps = (a: ReadonlyMap<string, Node>, b: ReadonlyMap<string, Node>, report: Report): Content => {
  const entries = new Map(a);
  for (const [key, node] of b) {
    const first = entries.get(key);
    if (first) twice(report, node, first);
    else entries.set(key, node);
  }
  return { type: 'map', entries };
};

const isNothing = (content: Content): boolean => content.type === 'scalar' && content.value === null;

const mergeSection = (first: Node, later: Node, report: Report): Node => {
  const [a, b] = [first.content, later.content];
  if (isNothing(b)) return first;
  if (isNothing(a)) return later;
  if (a.type === 'map' && b.type === 'map')
    return { ...first, content: mergeMaps(a.entries, b.entries, report) };
  if (a.type === 'list' && b.type === 'list')
    return { ...first, content: { type: 'list', items: [...a.items, ...b.items] } };
  twice(report, later, first);
  return first;
};

/** Each file says these for itself. */
const OWN = new Set(['relaxops', 'include']);

/** One inventory of several files: sections are joined, what stands in two files is reported. */
export const mergeFiles = (roots: readonly Node[], report: Report): Node | undefined => {
  const [main, ...rest] = roots;
  if (main?.content.type !== 'map') return main;
  const sections = new Map(main.content.entries);
  for (const root of rest) {
    if (root.content.type !== 'map') continue;
    for (const [key, node] of root.content.entries) {
      const first = sections.get(key);
      if (!first) sections.set(key, node);
      else if (!OWN.has(key)) sections.set(key, mergeSection(first, node, report));
    }
  }
  return { ...main, content: { type: 'map', entries: sections } };
};
