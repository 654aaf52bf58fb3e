import type { QuestionCode } from '../imported.ts';
import type { PlacedQuestion } from '../yaml-lines.ts';
import { type Entry, type TreeOf, textTree } from './text-tree.ts';

/** What an entry is about, as messages name it: `dm-akron/r1/sw01:xe-0`. */
export const aboutOf = (path: readonly string[]): string => {
  const [top, site, section, name, devices, device, ports, port] = path;
  if (top !== 'sites' || site === undefined) return path.slice(0, 2).at(-1) ?? '';
  if (section === 'uplinks' || section === 'cables') return name === undefined ? site : `${site}/${name}`;
  if (section !== 'racks' || name === undefined) return site;
  const rack = `${site}/${name}`;
  if (devices !== 'devices' || device === undefined) return rack;
  return `${rack}/${device}${ports === 'ports' && port !== undefined ? `:${port}` : ''}`;
};

/** As a merge writes them. */
const CONFLICT = /^# \? NetBox (now says|no longer has|has changed) /;

const codeOf = (text: string, known: ReadonlyMap<string, QuestionCode>): QuestionCode =>
  known.get(text) ?? (CONFLICT.test(`# ? ${text}`) ? 'conflict' : 'own');

/** A conflict stands above what it is about, any other comment inside of it. */
const subject = (among: readonly Entry[], at: number, path: readonly string[]): readonly string[] => {
  const next = CONFLICT.test(among[at]?.id ?? '')
    ? among.slice(at).find((e) => e.kind === 'entry')
    : undefined;
  return next ? [...path, next.id] : path;
};

/** Every `# ?` of a file, in order of lines; `known` tells what kind the import's own are. */
export const questionsIn = (
  text: string,
  known: readonly PlacedQuestion[],
  treeOf: TreeOf = textTree,
): PlacedQuestion[] => {
  const codes = new Map(known.map((q) => [q.text, q.code]));
  const found: PlacedQuestion[] = [];
  const visit = (entry: Entry, path: readonly string[]): void => {
    const asked = /^# \? (.*?)(?: \| .*)?$/.exec(entry.comment)?.[1];
    if (asked !== undefined)
      found.push({ code: codeOf(asked, codes), text: asked, line: entry.start + 1, about: aboutOf(path) });
    for (const [i, child] of (entry.children ?? []).entries())
      visit(child, child.kind === 'entry' ? [...path, child.id] : subject(entry.children ?? [], i, path));
  };
  visit(treeOf(text).root, []);
  return found.sort((a, b) => a.line - b.line);
};
