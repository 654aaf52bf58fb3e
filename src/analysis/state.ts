import { type Failure, failureId, type State, type Step, VERBS, type Verb } from '#model/failure.ts';
import type { Network } from '#model/network.ts';
import { compileFacts, type Facts } from './facts/compile.ts';
import type { FactSet } from './facts/fact-set.ts';
import { lostFacts } from './facts/incremental.ts';
import { partOf, within } from './facts/part.ts';
import { pathFacts, pathSteps, type Ranked } from './facts/path.ts';
import { type Solution, solve } from './facts/system.ts';
import { verbName, whileOnName } from './facts/verbs.ts';

/** A verb on a device, the fact that it holds, and the facts of its first path when nothing has failed. */
export interface VerbFact {
  readonly device: string;
  readonly verb: Verb;
  readonly fact: number;
  readonly healthy: boolean;
  /**
   * What has to go for more than redundancy to be gone: the same fact, or for power that it is reached at all. Where somebody comes in by the
   * last gateway its power is lost, for nobody could turn it on again; nothing else is, so nobody has to drive at once.
   */
  readonly needed: number;
  readonly path: readonly number[];
}

/** A compiled network with its healthy state: what every question is asked of. */
export interface Analysis {
  readonly facts: Facts;
  readonly healthy: Solution;
  readonly verbs: readonly VerbFact[];
  /** Which verbs' first paths use fact i: `users.verbs[users.start[i]] … users.verbs[users.start[i + 1] - 1]`, places in `verbs`. */
  readonly users: { readonly start: Uint32Array; readonly verbs: Uint32Array };
  /** By verb: whether it was met in the present question. All zero between questions. */
  readonly met: Uint8Array;
}

const rankedBy = (solution: Solution): Ranked => ({
  holds: (id) => solution.holds[id] === 1,
  rank: (id) => solution.rank[id]!,
});

/** Compiles the network and solves it with nothing failed. */
export const analyse = (network: Network): Analysis => {
  const facts = compileFacts(network);
  const healthy = solve(facts.system, new Set());
  const ranked = rankedBy(healthy);
  const verbs = network.devices.flatMap((device) =>
    VERBS.map((verb): VerbFact => {
      const fact = facts.system.id(verbName(verb, device.id))!;
      const path = pathFacts(facts.system, ranked, fact);
      const whileOn = verb === 'power' ? facts.system.id(whileOnName(device.id)) : undefined;
      return {
        device: device.id,
        verb,
        fact,
        healthy: healthy.holds[fact] === 1,
        needed: whileOn ?? fact,
        path,
      };
    }),
  );
  return {
    facts,
    healthy,
    verbs,
    users: usersOf(verbs, facts.system.size),
    met: new Uint8Array(verbs.length),
  };
};

const usersOf = (verbs: readonly VerbFact[], facts: number): Analysis['users'] => {
  const start = new Uint32Array(facts + 1);
  for (const { path } of verbs) for (const id of path) start[id + 1]!++;
  for (let id = 0; id < facts; id++) start[id + 1]! += start[id]!;
  const fill = start.slice();
  const found = new Uint32Array(start[facts]!);
  verbs.forEach(({ path }, at) => {
    for (const id of path) found[fill[id]!++] = at;
  });
  return { start, verbs: found };
};

/** From so many places on, going through all verbs costs less than sorting. */
const MANY = 10_000;

/** Places of the verbs whose first path uses one of the facts, in order. */
const touchedBy = ({ users: { start, verbs }, met }: Analysis, lost: Uint32Array): Uint32Array => {
  const found: number[] = [];
  for (let at = 0; at < lost.length; at++) {
    const end = start[lost[at]! + 1]!;
    for (let k = start[lost[at]!]!; k < end; k++) {
      const verb = verbs[k]!;
      if (met[verb] === 1) continue;
      met[verb] = 1;
      found.push(verb);
    }
  }
  const places = new Uint32Array(found.length);
  if (found.length < MANY) places.set(found.sort((a, b) => a - b));
  else for (let verb = 0, at = 0; verb < met.length; verb++) if (met[verb] === 1) places[at++] = verb;
  for (const verb of found) met[verb] = 0;
  return places;
};

/** Every fact that is asked for when failures are judged: the verbs in their order, then what else they need. */
export const judgedFacts = (verbs: readonly VerbFact[]): number[] => [
  ...verbs.map((verb) => verb.fact),
  ...verbs.filter((verb) => verb.needed !== verb.fact).map((verb) => verb.needed),
];

/** The base facts of the failures; unknown ones are returned apart. */
export const baseFacts = (
  { facts: { system } }: Analysis,
  failures: readonly Failure[],
): { failed: Set<number>; unknown: Failure[] } => {
  const failed = new Set<number>();
  const unknown: Failure[] = [];
  for (const failure of failures) {
    const id = system.id(failureId(failure));
    if (id === undefined) unknown.push(failure);
    else failed.add(id);
  }
  return { failed, unknown };
};

/** The network with some failures: which facts are lost, and how each verb stands. */
export interface Broken {
  readonly lost: FactSet;
  holds(fact: number): boolean;
  state(verb: VerbFact): State;
  /** Whether the verb is lost, and more with it than redundancy: see `needed`. */
  misses(verb: VerbFact): boolean;
  /** Verbs that are not `unaffected`, `never` left out. */
  readonly touched: readonly VerbFact[];
}

/** What the failures do. Costs as much as they change. */
export const breakOnPaper = (analysis: Analysis, failed: ReadonlySet<number>): Broken => {
  const { facts, healthy, verbs } = analysis;
  const lost = lostFacts(facts.system, healthy, failed);
  const holds = (fact: number): boolean => healthy.holds[fact] === 1 && !lost.has(fact);
  return {
    lost,
    holds,
    misses: (verb) => verb.healthy && !holds(verb.needed),
    state: (verb) => {
      if (!verb.healthy) return 'never';
      if (lost.has(verb.fact)) return 'lost';
      return verb.path.some((id) => lost.has(id)) ? 'other-path' : 'unaffected';
    },
    touched: Array.from(touchedBy(analysis, lost.ids), (at) => verbs[at]!),
  };
};

/** The best way to a verb with these failures, as steps; empty when there is none. */
export const bestPath = (
  analysis: Analysis,
  failed: ReadonlySet<number>,
  verb: Verb,
  device: string,
): Step[] => {
  const { system } = analysis.facts;
  const goal = system.id(verbName(verb, device));
  if (goal === undefined) return [];
  const part = partOf(system, [goal]);
  return pathSteps(part, pathFacts(part, rankedBy(solve(part, within(system, part, failed))), 0));
};
