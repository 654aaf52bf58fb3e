import type { CutSets } from './cut-sets.ts';
import type { Family } from './family.ts';

/** Atoms of each cut set of a family, smallest sets first. */
export const atomSets = (family: Family, width: number): number[][] => {
  const pairs = [...family.pairs].map((pair) => [Math.floor(pair / width), pair % width]);
  const triples = [...family.triples].map((triple) => {
    const rest = Math.floor(triple / width);
    return [Math.floor(rest / width), rest % width, triple % width];
  });
  return [...[...family.singles].map((atom) => [atom]), ...pairs, ...triples];
};

/** Every cut set of a goal as base facts, each class replaced by each of its members. */
export const expanded = ({ classes, algebra }: CutSets, family: Family): number[][] =>
  atomSets(family, algebra.width).flatMap((atoms) =>
    atoms.reduce<number[][]>(
      (sets, atom) => {
        const members = [...classes.members.subarray(classes.start[atom]!, classes.start[atom + 1]!)];
        return sets.flatMap((set) => members.map((member) => [...set, member]));
      },
      [[]],
    ),
  );

/** How many cut sets of order 1, 2 and 3 a family has, counted in base facts. */
export const countSets = ({ classes, algebra }: CutSets, family: Family): [number, number, number] => {
  const { width } = algebra;
  const size = (atom: number): number => classes.start[atom + 1]! - classes.start[atom]!;
  let [singles, pairs, triples] = [0, 0, 0];
  for (const atom of family.singles) singles += size(atom);
  for (const pair of family.pairs) {
    const first = Math.floor(pair / width);
    pairs += size(first) * size(pair - first * width);
  }
  for (const triple of family.triples) {
    const rest = Math.floor(triple / width);
    const first = Math.floor(rest / width);
    triples += size(first) * size(rest - first * width) * size(triple - rest * width);
  }
  return [singles, pairs, triples];
};
