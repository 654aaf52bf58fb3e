/**
 * The minimal cut sets of a fact up to an order, over atoms (see `classes.ts`). Sorted, each once; no set contains another.
 * A pair {a < b} is `a * width + b`, a triple {a < b < c} is `(a * width + b) * width + c`, width being the number of atoms.
 */
export interface Family {
  readonly singles: Int32Array;
  readonly pairs: Float64Array;
  readonly triples: Float64Array;
}

const NONE = new Float64Array(0);
const family = (singles: Int32Array, pairs = NONE, triples = NONE): Family => ({ singles, pairs, triples });

/** Cut by the empty set: the fact never holds. */
export const NEVER: Family = family(new Int32Array(0));
/** No cut set up to the order. */
export const UNCUT: Family = family(new Int32Array(0));
export const single = (atom: number): Family => family(Int32Array.of(atom));

/** The largest number of atoms whose sets of that order still are whole numbers of a double: 2^53 sets. */
export const widest = (order: number): number => Math.floor(2 ** (53 / Math.max(2, order))) - 1;

export const sameFamily = (a: Family, b: Family): boolean =>
  a === b ||
  ((a === NEVER) === (b === NEVER) &&
    same(a.singles, b.singles) &&
    same(a.pairs, b.pairs) &&
    same(a.triples, b.triples));

const same = (a: ArrayLike<number>, b: ArrayLike<number>): boolean => {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
};

/** Room for codes of sets that are being gathered; used over and over. */
export class Codes {
  private data = new Float64Array(256);
  private used = 0;

  push(code: number): void {
    if (this.used === this.data.length) {
      const longer = new Float64Array(this.used * 2);
      longer.set(this.data);
      this.data = longer;
    }
    this.data[this.used++] = code;
  }

  /** How many were gathered. */
  get count(): number {
    return this.used;
  }

  /** What was gathered in order and each once; the room is empty again. */
  takenInOrder(): Float64Array {
    const codes = this.used === 0 ? NONE : this.data.slice(0, this.used);
    this.used = 0;
    return codes;
  }

  /** What was gathered, sorted and each once; the room is empty again. */
  taken(): Float64Array {
    const codes = this.data.subarray(0, this.used);
    this.used = 0;
    return codes.length === 0 ? NONE : onceSorted(codes.slice().sort());
  }
}

/** A sorted array without repetitions, of an array that may be neither. */
export const sortedOnce = (codes: readonly number[]): Float64Array =>
  codes.length === 0 ? NONE : onceSorted(Float64Array.from(codes).sort());

const onceSorted = (sorted: Float64Array): Float64Array => {
  let kept = 1;
  for (let i = 1; i < sorted.length; i++) if (sorted[i] !== sorted[i - 1]) sorted[kept++] = sorted[i]!;
  return kept === sorted.length ? sorted : sorted.slice(0, kept);
};

/** Whether a sorted array has the value. */
export const has = (sorted: Float64Array, value: number): boolean => {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]! < value) low = middle + 1;
    else high = middle;
  }
  return sorted[low] === value;
};
