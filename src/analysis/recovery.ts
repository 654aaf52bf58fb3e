import { type Failure, failureId, type Recovery, type Verb } from '#model/failure.ts';
import { verbName } from './facts/verbs.ts';
import { failureKinds } from './failures/index.ts';
import type { Repair } from './failures/kind.ts';
import { type Analysis, type Broken, bestPath, breakOnPaper } from './state.ts';

const kinds = new Map(failureKinds.map((kind) => [kind.id, kind]));

/** What mends the failure. */
export const repairOf = (analysis: Analysis, failure: Failure): Repair =>
  kinds.get(failure.kind)!.repair(analysis.facts.topology, failure.scope);

const holdsVerb = (analysis: Analysis, broken: Broken, verb: Verb, device: string): boolean => {
  const fact = analysis.facts.system.id(verbName(verb, device));
  return fact !== undefined && broken.holds(fact);
};

/** Where each device has to be mended, the way to the first, if every one has a way. */
const wayToEach = (analysis: Analysis, broken: Broken, each: NonNullable<Repair['each']>) => {
  const ways = each.map(({ device, verbs }) => {
    const verb = verbs.find((one) => holdsVerb(analysis, broken, one, device));
    return verb && { verb, device };
  });
  return ways.includes(undefined) ? undefined : ways[0];
};

const wayToRepair = (
  analysis: Analysis,
  broken: Broken,
  failure: Failure,
): { verb: Verb; device: string } | undefined => {
  const { remote, each } = repairOf(analysis, failure);
  if (each) return wayToEach(analysis, broken, each);
  return remote.find(({ verb, device }) => holdsVerb(analysis, broken, verb, device));
};

/** Devices that the failure is about: their own loss of a verb is the failure, not its consequence. */
export const patients = (analysis: Analysis, failure: Failure): Set<string> => {
  const { remote, each = [] } = repairOf(analysis, failure);
  return new Set([failure.scope, ...[...remote, ...each].map((way) => way.device)]);
};

/** What remains when nobody can do it from the sofa. Hands can wait while no other device has lost a verb. */
const withoutRemote = (analysis: Analysis, broken: Broken, failure: Failure): Recovery => {
  const repair = repairOf(analysis, failure);
  if (repair.otherwise === 'itself') return { how: 'itself' };
  if (repair.otherwise === 'third-party') return { how: 'third-party', who: repair.who ?? 'somebody else' };
  const own = patients(analysis, failure);
  const others = broken.touched.some((verb) => broken.misses(verb) && !own.has(verb.device));
  return { how: others ? 'hands-now' : 'hands-later' };
};

/**
 * How each failure of a set ends: a second least fixed point. What can be repaired from afar is repaired, which may give
 * back the way to the next, until nothing changes. Without `paths` they are empty. `brokenBefore` is the network with all of the
 * failures, where that is known.
 */
export const recover = (
  analysis: Analysis,
  failures: readonly Failure[],
  paths = true,
  brokenBefore?: Broken,
): ReadonlyMap<string, Recovery> => {
  const found = new Map<string, Recovery>();
  let left = [...failures];
  for (;;) {
    const ids = left.map((failure) => analysis.facts.system.id(failureId(failure))!);
    const failed = new Set(ids);
    const broken = (left.length === failures.length && brokenBefore) || breakOnPaper(analysis, failed);
    const kept = left.filter((failure) => {
      const way = wayToRepair(analysis, broken, failure);
      if (way)
        found.set(failureId(failure), {
          how: 'remote',
          ...way,
          path: paths ? bestPath(analysis, failed, way.verb, way.device) : [],
        });
      return way === undefined;
    });
    if (kept.length === left.length) {
      for (const failure of left) found.set(failureId(failure), withoutRemote(analysis, broken, failure));
      return found;
    }
    left = kept;
    if (left.length === 0) return found;
  }
};
