import { type Failure, VERBS, type Verb } from '#model/failure.ts';
import { type CutSets, cutSets } from './cutsets/cut-sets.ts';
import { goalsOfPairs, type Tally, tally } from './cutsets/tally.ts';
import { type How, PairRecovery, worse } from './recovery-pairs.ts';
import type { Analysis, VerbFact } from './state.ts';

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
  const cuts = cutSets(analysis.facts.system, goals, 2);
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

/** The ending of the worst choice of one member each. */
const ending = (work: PairWork, atoms: readonly [number, number], both: readonly VerbFact[]) => {
  let found: { facts: readonly [number, number]; how: readonly [How, How] } | undefined;
  for (const first of membersOf(work, atoms[0]))
    for (const second of membersOf(work, atoms[1])) {
      const how = work.recovery.of(first, second, both);
      if (!found || badness(how) > badness(found.how)) found = { facts: [first, second], how };
    }
  return found!;
};

const badness = ([a, b]: readonly [How, How]): number =>
  [a, b].filter((how) => how === worse(a, b)).length + 3 * ORDER.indexOf(worse(a, b));
const ORDER: readonly How[] = ['itself', 'remote', 'third-party', 'hands-later', 'hands-now'];

const verdictOn = (work: PairWork, code: number, goals: readonly number[]): PairVerdict => {
  const { width } = work.cuts.algebra;
  const atoms = [Math.floor(code / width), code % width] as const;
  const both = goals.map((at) => work.analysis.verbs[at]!);
  const { facts, how } = ending(work, atoms, both);
  const failures = (atom: number) => membersOf(work, atom).map((fact) => work.recovery.failure(fact));
  return {
    one: failures(atoms[0]),
    other: failures(atoms[1]),
    lost: perVerb((verb) => both.filter((one) => one.verb === verb).map((one) => one.device)),
    worst: [work.recovery.failure(facts[0]), work.recovery.failure(facts[1])],
    recovery: how,
  };
};

/** Whether somebody has to drive because it is both. */
const needsHands = (work: PairWork, { worst, recovery }: PairVerdict): boolean =>
  recovery.includes('hands-now') &&
  worst.every(
    ({ kind, scope }) =>
      work.recovery.single(work.analysis.facts.system.id(`${kind}:${scope}`)!) !== 'hands-now',
  );

/** Every pair of failures, exactly; the `most` worst of them in full. */
export const survivePairs = (work: PairWork, most: number): PairSurvival => {
  const { pairs } = work.tally;
  const order = heaviest(work).subarray(0, Math.max(MOST_JUDGED, most));
  const goals = goalsOfPairs(
    work.cuts,
    work.analysis.verbs.map((verb) => verb.fact),
    new Set([...order].map((at) => pairs[at]!)),
  );
  const verdicts = [...order].map((at) => verdictOn(work, pairs[at]!, goals.get(pairs[at]!)!));
  const { width } = work.cuts.algebra;
  const hands = verdicts.filter((verdict) => needsHands(work, verdict));
  return {
    pairs: choose2(work.cuts.classes.members.length),
    together: pairs.reduce(
      (sum, code) => sum + sizeOf(work, Math.floor(code / width)) * sizeOf(work, code % width),
      0,
    ),
    score: perVerb((verb) => scoreOf(work, verb)),
    worst: verdicts.slice(0, most),
    handsNow: hands.slice(0, most),
    handsNowPairs: pairsIn(hands),
    judged: pairsIn(verdicts),
  };
};

const pairsIn = (verdicts: readonly PairVerdict[]): number =>
  verdicts.reduce((sum, { one, other }) => sum + one.length * other.length, 0);

/** Number of verbs that a pair takes beyond what its failures take alone. */
export const pairCost = ({ lost }: PairVerdict): number =>
  VERBS.reduce((sum, verb) => sum + lost[verb].length, 0);
