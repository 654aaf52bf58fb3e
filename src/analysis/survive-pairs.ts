import { type Failure, VERBS, type Verb } from '#model/failure.ts';
import { type CutSets, cutSets } from './cutsets/cut-sets.ts';
import { type Product, productsOf } from './cutsets/products.ts';
import { goalsOfSets, type Tally, tally } from './cutsets/tally.ts';
import { type How, PairRecovery, worse } from './recovery-pairs.ts';
import { type Analysis, judgedFacts, type VerbFact } from './state.ts';

/** Two failures at once that take what neither takes alone. */
export interface PairVerdict {
  /** Any one of these ... */
  readonly one: readonly Failure[];
  /** ... together with any one of these does the same. */
  readonly other: readonly Failure[];
  /** Devices that lose the verb to the two together and to neither alone. */
  readonly lost: Readonly<Record<Verb, readonly string[]>>;
  /** The two whose ending is worst, and how each ends. */
  readonly worst: readonly [Failure, Failure];
  readonly recovery: readonly [How, How];
  /** Whether somebody has to drive at once because it is both: neither alone asks for it. */
  readonly onlyTogether: boolean;
}

/** How the network stands pairs of failures. */
export interface PairSurvival {
  /** All pairs of failures that there are. */
  readonly pairs: number;
  /** Pairs that take what neither takes alone. */
  readonly together: number;
  /** By verb: share of (pair, device) in which a device that had the verb keeps it, 0 to 1. */
  readonly score: Readonly<Record<Verb, number>>;
  /** Worst first: most verbs lost. */
  readonly worst: readonly PairVerdict[];
  /** Worst first: those after which somebody has to drive at once, though neither alone asks for it. */
  readonly handsNow: readonly PairVerdict[];
  /** How many of the pairs those are, among the `judged` that take most. */
  readonly handsNowPairs: number;
  readonly judged: number;
}

/** Endings are worked out for so many products of classes; further ones take fewer verbs than these. */
const MOST_JUDGED = 20_000;

/** Everything that pairs need, worked out once. */
export interface PairWork {
  readonly analysis: Analysis;
  readonly cuts: CutSets;
  readonly tally: Tally;
  readonly recovery: PairRecovery;
}

export const pairWork = (analysis: Analysis): PairWork => {
  const goals = analysis.verbs.map((verb) => verb.fact);
  const cuts = cutSets(analysis.facts.system, judgedFacts(analysis.verbs), 2);
  const tallied = tally(cuts, goals);
  const alone = (fact: number): VerbFact[] =>
    (tallied.singles.get(cuts.classes.atomOf[fact]!) ?? []).map((at) => analysis.verbs[at]!);
  return { analysis, cuts, tally: tallied, recovery: new PairRecovery(analysis, cuts, { alone }) };
};

const choose2 = (n: number): number => (n * (n - 1)) / 2;

/** Number of base facts of an atom. */
const sizeOf = ({ cuts: { classes } }: PairWork, atom: number): number =>
  classes.start[atom + 1]! - classes.start[atom]!;
const membersOf = ({ cuts: { classes } }: PairWork, atom: number): number[] => [
  ...classes.members.subarray(classes.start[atom]!, classes.start[atom + 1]!),
];

const perVerb = <T>(value: (verb: Verb) => T): Record<Verb, T> => ({
  ssh: value('ssh'),
  console: value('console'),
  power: value('power'),
});

/** Pairs that cut a goal: both of its singles, one of them with any other failure, or a minimal pair. */
const scoreOf = ({ analysis, tally: { counts }, cuts }: PairWork, verb: Verb): number => {
  const bases = cuts.classes.members.length;
  let [goals, cut] = [0, 0];
  counts.forEach((count, at) => {
    if (!count || analysis.verbs[at]!.verb !== verb) return;
    goals++;
    cut += choose2(bases) - choose2(bases - count[0]) + count[1];
  });
  return 1 - cut / Math.max(1, goals * choose2(bases));
};

/** Places in the tally, those that take most first; pairs of the same weight in their own order, so that answers repeat. */
const heaviest = ({ tally: { pairs, takes } }: PairWork): Uint32Array =>
  Uint32Array.from(pairs.keys()).sort((a, b) => takes[b]! - takes[a]! || a - b);

/** The worst choice of one member each of a pair of atoms, and how many choices somebody has to drive for because it is both. */
interface Ending {
  readonly facts: readonly [number, number];
  readonly how: readonly [How, How];
  readonly onlyTogether: boolean;
  readonly handsNow: number;
}

const endingOf = (work: PairWork, code: number, both: readonly VerbFact[]): Ending => {
  const { width } = work.cuts.algebra;
  const { recovery } = work;
  let worst: Omit<Ending, 'handsNow'> | undefined;
  let handsNow = 0;
  for (const first of membersOf(work, Math.floor(code / width)))
    for (const second of membersOf(work, code % width)) {
      const how = recovery.of(first, second, both);
      const onlyTogether =
        how.includes('hands-now') && ![first, second].some((fact) => recovery.single(fact) === 'hands-now');
      if (onlyTogether) handsNow++;
      const one = { facts: [first, second] as const, how, onlyTogether };
      if (!worst || badness(one) > badness(worst)) worst = one;
    }
  return { ...worst!, handsNow };
};

const ORDER: readonly How[] = ['itself', 'remote', 'third-party', 'hands-later', 'hands-now'];
const badness = ({ how: [a, b], onlyTogether }: Omit<Ending, 'handsNow'>): number =>
  (onlyTogether ? 100 : 0) + (a === b ? 2 : 1) + 3 * ORDER.indexOf(worse(a, b));

/** Pairs that take the same verbs, as products. */
interface Alike {
  readonly product: Product;
  readonly goals: readonly number[];
  readonly endings: readonly Ending[];
}

/** The pairs as products that take the same verbs, in the order in which their first pairs come. */
const alike = (work: PairWork, goals: ReadonlyMap<number, readonly number[]>): Alike[] => {
  const { width } = work.cuts.algebra;
  const groups = new Map<string, { goals: readonly number[]; pairs: [number, number][] }>();
  for (const [code, own] of goals) {
    const key = own.join(' ');
    const group = groups.get(key) ?? { goals: own, pairs: [] };
    group.pairs.push([Math.floor(code / width), code % width]);
    groups.set(key, group);
  }
  return [...groups.values()].flatMap(({ goals: own, pairs }) => {
    const both = own.map((at) => work.analysis.verbs[at]!);
    return productsOf(pairs).map((product) => ({
      product,
      goals: own,
      endings: codesOf(product, width).map((code) => endingOf(work, code, both)),
    }));
  });
};

const codesOf = ({ one, other }: Product, width: number): number[] =>
  one.flatMap((a) => other.map((b) => Math.min(a, b) * width + Math.max(a, b)));

const verdictOn = (work: PairWork, { product, goals, endings }: Alike): PairVerdict => {
  const both = goals.map((at) => work.analysis.verbs[at]!);
  const { facts, how, onlyTogether } = endings.reduce((a, b) => (badness(b) > badness(a) ? b : a));
  const failure = (fact: number): Failure => work.recovery.failure(fact);
  const [one, other] = [product.one, product.other].map((side) =>
    side.flatMap((atom) => membersOf(work, atom)),
  );
  // An atom's code has the smaller one first, the product has its own order.
  const turned = !one!.includes(facts[0]);
  return {
    one: one!.map(failure),
    other: other!.map(failure),
    lost: perVerb((verb) => both.filter((lost) => lost.verb === verb).map((lost) => lost.device)),
    worst: turned ? [failure(facts[1]), failure(facts[0])] : [failure(facts[0]), failure(facts[1])],
    recovery: turned ? [how[1], how[0]] : how,
    onlyTogether,
  };
};

/** Every pair of failures, exactly; the `most` worst of them in full. */
export const survivePairs = (work: PairWork, most: number): PairSurvival => {
  const { pairs } = work.tally;
  const { width } = work.cuts.algebra;
  const facts = work.analysis.verbs.map((verb) => verb.fact);
  const codes = [...heaviest(work).subarray(0, Math.max(MOST_JUDGED, most))].map((at) => pairs[at]!);
  const groups = alike(work, goalsOfSets(work.cuts, facts, 'pairs', new Set(codes)));
  const size = (code: number): number => sizeOf(work, Math.floor(code / width)) * sizeOf(work, code % width);
  return {
    pairs: choose2(work.cuts.classes.members.length),
    together: pairs.reduce((sum, code) => sum + size(code), 0),
    score: perVerb((verb) => scoreOf(work, verb)),
    worst: groups.slice(0, most).map((group) => verdictOn(work, group)),
    handsNow: groups
      .filter(({ endings }) => endings.some((ending) => ending.onlyTogether))
      .slice(0, most)
      .map((group) => verdictOn(work, group)),
    handsNowPairs: groups.reduce(
      (sum, { endings }) => sum + endings.reduce((n, one) => n + one.handsNow, 0),
      0,
    ),
    judged: codes.reduce((sum, code) => sum + size(code), 0),
  };
};

/** Number of verbs that a pair takes beyond what its failures take alone. */
export const pairCost = ({ lost }: PairVerdict): number =>
  VERBS.reduce((sum, verb) => sum + lost[verb].length, 0);
