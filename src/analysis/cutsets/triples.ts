import { type Family, has, sortedOnce } from './family.ts';

const RIGHT = 2;
const LEFT = 1;
const BOTH = 3;

/**
 * The part of the algebra that only order 3 needs. `flags` says which side an atom is a single of, and is kept by the algebra.
 */
export class TripleWork {
  private readonly width: number;
  private readonly flags: Uint8Array;

  constructor(width: number, flags: Uint8Array) {
    this.width = width;
    this.flags = flags;
  }

  /** Triples of any family that contain no single (marked in the flags) and no pair of the union. */
  unite(families: readonly Family[], pairs: Float64Array): Float64Array {
    const found: number[] = [];
    for (const one of families) for (const triple of one.triples) found.push(triple);
    const free = found.filter((triple) => this.atoms(triple).every((atom) => this.flags[atom] === 0));
    return this.minimal(free, pairs);
  }

  /** Triples of the product; `pairs` are its pairs, the flags its singles. */
  multiply(a: Family, b: Family, pairs: Float64Array): Float64Array {
    const found: number[] = [];
    const [left, right] = [this.unmarked(a.pairs), this.unmarked(b.pairs)];
    this.pairsWithSingles(left, b.singles, RIGHT, found);
    this.pairsWithSingles(right, a.singles, LEFT, found);
    this.pairsThatMeet(left, right, found);
    this.pick(a.triples, RIGHT, b, found);
    this.pick(b.triples, LEFT, a, found);
    return this.minimal(found, pairs);
  }

  private atoms(triple: number): [number, number, number] {
    const rest = Math.floor(triple / this.width);
    const first = Math.floor(rest / this.width);
    return [first, rest - first * this.width, triple - rest * this.width];
  }

  private code(x: number, y: number, z: number): number {
    const low = Math.min(x, y, z);
    const high = Math.max(x, y, z);
    return (low * this.width + (x + y + z - low - high)) * this.width + high;
  }

  /** Pairs of which no atom is a single of either side: all others make pairs of the product, or none at all. */
  private unmarked(pairs: Float64Array): [number, number][] {
    const found: [number, number][] = [];
    for (const pair of pairs) {
      const first = Math.floor(pair / this.width);
      const second = pair - first * this.width;
      if (this.flags[first] === 0 && this.flags[second] === 0) found.push([first, second]);
    }
    return found;
  }

  private pairsWithSingles(
    pairs: [number, number][],
    singles: Int32Array,
    side: number,
    into: number[],
  ): void {
    for (const atom of singles)
      if (this.flags[atom] === side) for (const [x, y] of pairs) into.push(this.code(x, y, atom));
  }

  private pairsThatMeet(left: [number, number][], right: [number, number][], into: number[]): void {
    const partners = new Map<number, number[]>();
    const add = (atom: number, partner: number): void => {
      partners.set(atom, [...(partners.get(atom) ?? []), partner]);
    };
    for (const [x, y] of right) {
      add(x, y);
      add(y, x);
    }
    for (const [x, y] of left) {
      for (const z of partners.get(x) ?? []) if (z !== y) into.push(this.code(x, y, z));
      for (const z of partners.get(y) ?? []) if (z !== x) into.push(this.code(x, y, z));
    }
  }

  /** Triples of one side that already contain a set of the other. */
  private pick(triples: Float64Array, side: number, other: Family, into: number[]): void {
    for (const triple of triples) {
      const atoms = this.atoms(triple);
      if (atoms.some((atom) => this.flags[atom] === BOTH)) continue;
      if (
        atoms.some((atom) => this.flags[atom] === side) ||
        this.holdsPair(other.pairs, atoms) ||
        has(other.triples, triple)
      )
        into.push(triple);
    }
  }

  private holdsPair(pairs: Float64Array, [x, y, z]: [number, number, number]): boolean {
    return has(pairs, x * this.width + y) || has(pairs, x * this.width + z) || has(pairs, y * this.width + z);
  }

  private minimal(triples: readonly number[], pairs: Float64Array): Float64Array {
    return sortedOnce(triples.filter((triple) => !this.holdsPair(pairs, this.atoms(triple))));
  }
}
