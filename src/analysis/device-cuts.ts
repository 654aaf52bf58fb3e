import type { Failure, Verb } from '#model/failure.ts';
import { cutSets } from './cutsets/cut-sets.ts';
import { atomSets, countSets } from './cutsets/expand.ts';
import { NEVER } from './cutsets/family.ts';
import type { Analysis, VerbFact } from './state.ts';

/** The minimal cut sets of one verb of one device. */
export interface DeviceCuts {
  readonly device: string;
  readonly verb: Verb;
  /** Whether it has the verb at all. */
  readonly healthy: boolean;
  /** How many of order 1, 2 and 3. */
  readonly counts: readonly [number, number, number];
  /** Any one failure of each list, all lists together: a product of classes of failures that do the same. Smallest first. */
  readonly sets: readonly (readonly (readonly Failure[])[])[];
}

/** Kinds have no colon in their names; scopes may. */
export const failureNamed = (id: string): Failure => {
  const at = id.indexOf(':');
  return { kind: id.slice(0, at), scope: id.slice(at + 1) };
};

/** Every minimal cut set up to an order of the verbs. */
export const deviceCuts = (
  { facts: { system } }: Analysis,
  verbs: readonly VerbFact[],
  order: number,
): DeviceCuts[] => {
  const cuts = cutSets(
    system,
    verbs.map((verb) => verb.fact),
    order,
  );
  const { classes, algebra } = cuts;
  const failuresOf = (atom: number): Failure[] =>
    [...classes.members.subarray(classes.start[atom]!, classes.start[atom + 1]!)].map((fact) =>
      failureNamed(system.name(fact)),
    );
  return verbs.map(({ device, verb, fact }) => {
    const family = cuts.family(fact);
    const sets = atomSets(family, algebra.width).map((atoms) => atoms.map(failuresOf));
    return { device, verb, healthy: family !== NEVER, counts: countSets(cuts, family), sets };
  });
};
