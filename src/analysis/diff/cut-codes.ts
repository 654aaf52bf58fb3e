import type { CutSets } from '../cutsets/cut-sets.ts';
import type { Family } from '../cutsets/family.ts';

/** The cut sets of a verb as numbers that mean the same in two networks: failures in order, and pairs as `a * width + b`. */
export interface CutCodes {
  readonly singles: Float64Array;
  readonly pairs: Float64Array;
}

/** Every failure of each class, by the number that it has in both networks. */
const membersOf = ({ classes }: CutSets, numbers: Int32Array, atom: number): number[] =>
  Array.from(
    classes.members.subarray(classes.start[atom]!, classes.start[atom + 1]!),
    (fact) => numbers[fact]!,
  );

/** A family of classes written out in failures. */
export const codesOf = (cuts: CutSets, family: Family, numbers: Int32Array, width: number): CutCodes => {
  const singles = [...family.singles].flatMap((atom) => membersOf(cuts, numbers, atom));
  const pairs: number[] = [];
  for (const code of family.pairs) {
    const first = Math.floor(code / cuts.algebra.width);
    const others = membersOf(cuts, numbers, code - first * cuts.algebra.width);
    for (const a of membersOf(cuts, numbers, first))
      for (const b of others) pairs.push(a < b ? a * width + b : b * width + a);
  }
  return { singles: Float64Array.from(singles).sort(), pairs: Float64Array.from(pairs).sort() };
};

/** What only the first of two sorted lists has. */
export const onlyIn = (one: Float64Array, other: Float64Array): number[] => {
  const found: number[] = [];
  let at = 0;
  for (const code of one) {
    while (at < other.length && other[at]! < code) at++;
    if (other[at] !== code) found.push(code);
  }
  return found;
};
