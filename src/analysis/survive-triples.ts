import type { Failure, Verb } from '#model/failure.ts';
import { cutSets } from './cutsets/cut-sets.ts';
import { goalsOfSets, tally } from './cutsets/tally.ts';
import { failureNamed } from './device-cuts.ts';
import type { Analysis } from './state.ts';

/** Three failures at once that take what no two of them take. */
export interface TripleVerdict {
  /** Any one failure of each list. */
  readonly of: readonly [readonly Failure[], readonly Failure[], readonly Failure[]];
  readonly lost: Readonly<Record<Verb, readonly string[]>>;
}

export interface TripleSurvival {
  /** Triples that take what no two of their failures take. */
  readonly together: number;
  readonly worst: readonly TripleVerdict[];
}

/** Every triple of failures, exactly; the worst in full. */
export const surviveTriples = (analysis: Analysis, most: number): TripleSurvival => {
  const { system } = analysis.facts;
  const goals = analysis.verbs.map((verb) => verb.fact);
  const cuts = cutSets(system, goals, 3);
  const { triples, takenByTriple } = tally(cuts, goals);
  const { classes, algebra } = cuts;
  const atomsOf = (code: number): [number, number, number] => {
    const rest = Math.floor(code / algebra.width);
    return [Math.floor(rest / algebra.width), rest % algebra.width, code % algebra.width];
  };
  const members = (atom: number): Uint32Array =>
    classes.members.subarray(classes.start[atom]!, classes.start[atom + 1]!);
  const order = Uint32Array.from(triples.keys()).sort(
    (a, b) => takenByTriple[b]! - takenByTriple[a]! || a - b,
  );
  const worst = [...order.subarray(0, most)].map((at) => triples[at]!);
  const taken = goalsOfSets(cuts, goals, 'triples', new Set(worst));
  return {
    together: triples.reduce((sum, code) => {
      const [a, b, c] = atomsOf(code);
      return sum + members(a).length * members(b).length * members(c).length;
    }, 0),
    worst: worst.map((code) => {
      const verbs = taken.get(code)!.map((at) => analysis.verbs[at]!);
      const lost = (verb: Verb) => verbs.filter((one) => one.verb === verb).map((one) => one.device);
      const failures = (atom: number) => [...members(atom)].map((fact) => failureNamed(system.name(fact)));
      const [a, b, c] = atomsOf(code);
      return {
        of: [failures(a), failures(b), failures(c)],
        lost: { ssh: lost('ssh'), console: lost('console'), power: lost('power') },
      };
    }),
  };
};
