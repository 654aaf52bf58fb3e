import { Codes, type Family, has, NEVER, UNCUT } from './family.ts';
import { TripleWork } from './triples.ts';

const LEFT = 1;
const RIGHT = 2;
const BOTH = 3;

/**
 * The two operations that propagate cut sets: all-of unites, any-of multiplies; both leave out what contains another set
 * and what is above the order. Truncation commutes with both, so a result is exact up to the order.
 */
export class Algebra {
  private readonly flags: Uint8Array;
  private readonly codes = new Codes();
  private readonly triples: TripleWork | undefined;
  /** 1, 2 or 3. */
  readonly order: number;
  /** The number of atoms. */
  readonly width: number;

  constructor(order: number, width: number) {
    this.order = order;
    this.width = width;
    this.flags = new Uint8Array(width);
    this.triples = order > 2 ? new TripleWork(width, this.flags) : undefined;
  }

  /** Cut sets of a fact that needs all of the families' facts. */
  union(families: readonly Family[]): Family {
    const cut = families.filter((one) => one !== UNCUT);
    if (cut.includes(NEVER)) return NEVER;
    if (cut.length < 2) return cut[0] ?? UNCUT;
    const singles: number[] = [];
    for (const one of cut) this.mark(one.singles, singles);
    const pairs = this.unitePairs(cut);
    const triples = this.triples?.unite(cut, pairs);
    for (const atom of singles) this.flags[atom] = 0;
    return made(inOrder(singles), pairs, triples);
  }

  private mark(from: Int32Array, singles: number[]): void {
    for (let i = 0; i < from.length; i++) {
      const atom = from[i]!;
      if (this.flags[atom] !== 0) continue;
      this.flags[atom] = LEFT;
      singles.push(atom);
    }
  }

  private unitePairs(families: readonly Family[]): Float64Array {
    const { flags, width, codes } = this;
    let from = 0;
    for (const one of families) {
      const before = codes.count;
      for (let i = 0; i < one.pairs.length; i++) {
        const pair = one.pairs[i]!;
        const first = Math.floor(pair / width);
        if (flags[first] === 0 && flags[pair - first * width] === 0) codes.push(pair);
      }
      if (codes.count > before) from++;
    }
    return from > 1 ? codes.taken() : codes.takenInOrder();
  }

  /** Cut sets of a fact that needs one of the two families' facts: both have to be cut. */
  product(a: Family, b: Family): Family {
    if (a === NEVER) return b;
    if (b === NEVER) return a;
    if (a === UNCUT || b === UNCUT) return UNCUT;
    for (const atom of a.singles) this.flags[atom] = LEFT;
    for (const atom of b.singles) this.flags[atom]! |= RIGHT;
    const singles = a.singles.filter((atom) => this.flags[atom] === BOTH);
    const pairs = this.order > 1 ? this.multiplyPairs(a, b) : new Float64Array(0);
    const triples = this.triples?.multiply(a, b, pairs);
    for (const atom of a.singles) this.flags[atom] = 0;
    for (const atom of b.singles) this.flags[atom] = 0;
    return made(singles, pairs, triples);
  }

  /**
   * A pair of a product is one single of each side, or a pair of one side that holds a single of the other, or a pair of
   * both. With singles of both sides left out no pair can contain a single of the product, so nothing is to be minimised.
   */
  private multiplyPairs(a: Family, b: Family): Float64Array {
    const right = b.singles.filter((atom) => this.flags[atom] === RIGHT);
    for (const one of a.singles)
      if (this.flags[one] === LEFT)
        for (const other of right)
          this.codes.push(one < other ? one * this.width + other : other * this.width + one);
    this.pickPairs(a.pairs, RIGHT, b.pairs);
    this.pickPairs(b.pairs, LEFT, UNCUT.pairs);
    return this.codes.taken();
  }

  private pickPairs(from: Float64Array, other: number, alike: Float64Array): void {
    for (let i = 0; i < from.length; i++) {
      const pair = from[i]!;
      const first = Math.floor(pair / this.width);
      const x = this.flags[first]!;
      const y = this.flags[pair - first * this.width]!;
      if (x === BOTH || y === BOTH) continue;
      if (x === other || y === other || (alike.length > 0 && has(alike, pair))) this.codes.push(pair);
    }
  }
}

/** Sorted; as they come in order as a rule, this is looked at first. */
const inOrder = (atoms: readonly number[]): Int32Array => {
  const array = Int32Array.from(atoms);
  for (let i = 1; i < array.length; i++) if (array[i - 1]! > array[i]!) return array.sort();
  return array;
};

const made = (singles: Int32Array, pairs: Float64Array, triples = UNCUT.triples): Family =>
  singles.length + pairs.length + triples.length === 0 ? UNCUT : { singles, pairs, triples };
