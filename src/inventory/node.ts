import { spellControls } from '#base/control.ts';
import type { Place } from '#base/place.ts';

/** A text file of the inventory; lines are found when a place is asked for. */
export interface Source {
  readonly file: string;
  readonly text: string;
  /** Offsets at which lines begin, made on demand. */
  lines?: readonly number[];
}

export type Scalar = string | number | boolean | null;

export type Content =
  | { readonly type: 'scalar'; readonly value: Scalar; readonly text: string }
  | { readonly type: 'map'; readonly entries: ReadonlyMap<string, Node> }
  | { readonly type: 'list'; readonly items: readonly Node[] };

/** A value that a person wrote, with where it stands. */
export interface Node {
  readonly source: Source;
  /** Offset of the value. */
  readonly at: number;
  /** Offset of its key, in a map. */
  readonly keyAt?: number;
  readonly parent?: Node;
  /** Its key in a map or its index in a list; empty for the root. */
  readonly key: string;
  content: Content;
}

const linesOf = (text: string): number[] => {
  const lines = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) lines.push(at + 1);
  return lines;
};

/** Index of the last line that begins at or before the offset. */
const lineAt = (lines: readonly number[], offset: number): number => {
  let [low, high] = [0, lines.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (lines[middle]! <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
};

/** Text of a person inside a message: quoted, control characters spelt out, cut at 60 characters. */
export const quote = (text: string): string =>
  `"${spellControls(text.length > 60 ? `${text.slice(0, 57)}...` : text)}"`;

/** `sites.zrh1.racks.r01` */
export const pathOf = (node: Node): string => {
  const keys: string[] = [];
  for (let n: Node | undefined = node; n?.parent; n = n.parent) keys.unshift(quote(n.key).slice(1, -1));
  return keys.join('.');
};

/** A place in a source by offset. */
export const placeAt = (source: Source, offset: number, path = ''): Place => {
  source.lines ??= linesOf(source.text);
  const line = lineAt(source.lines, offset);
  return { file: source.file, line: line + 1, column: offset - source.lines[line]! + 1, path };
};

/** Where the value stands. */
export const valuePlace = (node: Node): Place => placeAt(node.source, node.at, pathOf(node));

/** Where the thing is declared: its key, or the value itself in a list. */
export const keyPlace = (node: Node): Place => placeAt(node.source, node.keyAt ?? node.at, pathOf(node));

/** The value under a key, if the node is a map that has it. */
export const child = (node: Node, key: string): Node | undefined =>
  node.content.type === 'map' ? node.content.entries.get(key) : undefined;
