import Yoga, { Align, Edge, FlexDirection, Gutter, Justify, type Node, Wrap } from 'yoga-layout';
import type { Box } from '../svg.ts';

/** A box with boxes in it, in the words of flexbox (CSS Flexible Box Layout, level 1); pixels. Yoga places and sizes them. */
export interface Tree {
  /** What the box is for: by this it is found again. */
  readonly of?: object;
  /** A column if nothing is said. */
  readonly flow?: 'row' | 'wrap';
  readonly w?: number;
  readonly h?: number;
  readonly minW?: number;
  /** Begins at `minW` and takes its share of what is left over. */
  readonly grow?: boolean;
  readonly gap?: number;
  readonly pad?: readonly [top: number, right: number, bottom: number, left: number];
  /** Across the flow; stretched if nothing is said. */
  readonly align?: 'start' | 'center';
  readonly justify?: 'center';
  readonly inside?: readonly Tree[];
}

/** Where things are, by the things. */
export type Boxes = ReadonlyMap<object, Box>;

/** Space that wires need before a box: above it in a column, left of it in a row. */
export type Spaces = ReadonlyMap<object, number>;

/** A tree with Yoga's nodes. `side`: where the space before the box is. */
interface Built {
  readonly tree: Tree;
  readonly node: Node;
  readonly side: Edge;
  readonly inside: readonly Built[];
}

const EDGES = [Edge.Top, Edge.Right, Edge.Bottom, Edge.Left] as const;

const styled = (tree: Tree): Node => {
  const node = Yoga.Node.create();
  if (tree.flow) node.setFlexDirection(FlexDirection.Row);
  if (tree.flow === 'wrap') node.setFlexWrap(Wrap.Wrap);
  // Text widths have fractions, boxes have none: what is rounded up still holds its text.
  if (tree.w !== undefined) node.setWidth(Math.ceil(tree.w));
  if (tree.h !== undefined) node.setHeight(tree.h);
  if (tree.minW !== undefined) node.setMinWidth(Math.ceil(tree.minW));
  if (tree.grow) node.setFlexGrow(1);
  if (tree.grow) node.setFlexBasis(0);
  if (tree.gap !== undefined) node.setGap(Gutter.All, tree.gap);
  for (const [at, length] of (tree.pad ?? []).entries()) node.setPadding(EDGES[at]!, length);
  if (tree.align) node.setAlignItems(tree.align === 'start' ? Align.FlexStart : Align.Center);
  if (tree.justify) node.setJustifyContent(Justify.Center);
  return node;
};

const built = (tree: Tree, side: Edge = Edge.Top): Built => {
  const node = styled(tree);
  const inside = (tree.inside ?? []).map((one) => built(one, tree.flow ? Edge.Left : Edge.Top));
  for (const [at, one] of inside.entries()) node.insertChild(one.node, at);
  return { tree, node, side, inside };
};

const read = ({ tree, node, inside }: Built, x: number, y: number, into: Map<object, Box>): void => {
  const box = {
    x: x + node.getComputedLeft(),
    y: y + node.getComputedTop(),
    w: node.getComputedWidth(),
    h: node.getComputedHeight(),
  };
  if (tree.of) into.set(tree.of, box);
  for (const one of inside) read(one, box.x, box.y, into);
};

/** Sets the spaces; whether any is new. */
const spaced = ({ tree, node, side, inside }: Built, spaces: Spaces): boolean => {
  const space = Math.ceil((tree.of && spaces.get(tree.of)) ?? 0);
  const isNew = node.getMargin(side).value !== space && (space > 0 || node.getMargin(side).value > 0);
  if (isNew) node.setMargin(side, space);
  return inside.map((one) => spaced(one, spaces)).includes(true) || isNew;
};

/** More rounds than any picture needs: the first settles what is beside what, the second what is above what. */
const MOST_ROUNDS = 6;

/** Where everything in the tree lies, from 0,0. Wires see where the boxes are and ask for space, until they ask for nothing new. */
export const boxesOf = (tree: Tree, ask: (boxes: Boxes) => Spaces = () => new Map()): Boxes => {
  const root = built(tree);
  const boxes = new Map<object, Box>();
  for (let round = 0; round < MOST_ROUNDS; round++) {
    root.node.calculateLayout(undefined, undefined);
    read(root, 0, 0, boxes);
    if (!spaced(root, ask(boxes))) break;
  }
  // Yoga's memory is not collected.
  root.node.freeRecursive();
  return boxes;
};

/** Those of the things that have a place, with it. */
export const placed = <T extends object>(all: readonly T[], boxes: Boxes): [T, Box][] =>
  all.flatMap((one) => (boxes.has(one) ? [[one, boxes.get(one)!]] : []));

/** The things in rows that are no wider than `width`, broken where a browser would break them. */
export const inRows = <T extends object>(
  all: readonly T[],
  widthOf: (one: T) => number,
  gap: number,
  width: number,
): T[][] => {
  const inside = all.map((of) => ({ of, w: widthOf(of), h: 1 }));
  const boxes = boxesOf({ flow: 'wrap', gap, w: width, inside });
  const tops = [...new Set(all.map((one) => boxes.get(one)!.y))];
  return tops.map((top) => all.filter((one) => boxes.get(one)!.y === top));
};
