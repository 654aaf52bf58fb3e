import type { CutSets } from './cut-sets.ts';
import { countSets } from './expand.ts';
import { NEVER } from './family.ts';

/** What the cut sets of many goals come to together. Goals go by their place in the list that was given. */
export interface Tally {
  /** By atom: goals that each of its members takes alone. */
  readonly singles: ReadonlyMap<number, readonly number[]>;
  /** Pairs of atoms (`a * width + b`) that are a minimal cut set of a goal, each once, and of how many goals. */
  readonly pairs: Float64Array;
  readonly takes: Uint32Array;
  /** Triples of atoms (`(a * width + b) * width + c`) alike. */
  readonly triples: Float64Array;
  readonly takenByTriple: Uint32Array;
  /** By goal: its cut sets of order 1, 2 and 3 in base facts; undefined where it never holds. */
  readonly counts: readonly (readonly [number, number, number] | undefined)[];
}

/** Goes through all goals once. */
export const tally = (cuts: CutSets, goals: readonly number[]): Tally => {
  const singles = new Map<number, number[]>();
  const pairs = new Codes();
  const triples = new Codes();
  const counts = goals.map((goal, at) => {
    const family = cuts.family(goal);
    if (family === NEVER) return undefined;
    for (const atom of family.singles) {
      const known = singles.get(atom);
      if (known) known.push(at);
      else singles.set(atom, [at]);
    }
    pairs.add(family.pairs);
    triples.add(family.triples);
    return countSets(cuts, family);
  });
  const [two, three] = [pairs.counted(), triples.counted()];
  return {
    singles,
    counts,
    pairs: two.codes,
    takes: two.times,
    triples: three.codes,
    takenByTriple: three.times,
  };
};

/** Goals of which one of the sets of that order is a minimal cut set, by set. */
export const goalsOfSets = (
  cuts: CutSets,
  goals: readonly number[],
  order: 'pairs' | 'triples',
  sets: ReadonlySet<number>,
): Map<number, number[]> => {
  const found = new Map<number, number[]>([...sets].map((set) => [set, []]));
  goals.forEach((goal, at) => {
    for (const set of cuts.family(goal)[order]) found.get(set)?.push(at);
  });
  return found;
};

/** Numbers, many times over, to be counted: sorted at the end, which takes less room than a map. */
class Codes {
  private codes = new Float64Array(1024);
  private used = 0;

  add(more: Float64Array): void {
    if (this.used + more.length > this.codes.length) {
      const longer = new Float64Array(Math.max(this.codes.length * 2, this.used + more.length));
      longer.set(this.codes);
      this.codes = longer;
    }
    this.codes.set(more, this.used);
    this.used += more.length;
  }

  counted(): { readonly codes: Float64Array; readonly times: Uint32Array } {
    const sorted = this.codes.subarray(0, this.used).sort();
    const takes = new Uint32Array(sorted.length);
    let kept = -1;
    for (let i = 0; i < sorted.length; i++) {
      if (kept < 0 || sorted[i] !== sorted[kept]) sorted[++kept] = sorted[i]!;
      takes[kept]!++;
    }
    return { codes: sorted.slice(0, kept + 1), times: takes.slice(0, kept + 1) };
  }
}
