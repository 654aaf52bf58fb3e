import { type Failure, failureId, type Recovery, type Treated, type Verb } from '#model/failure.ts';
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

/** Every device that has to be mended for itself, once, and how somebody gets to it. */
const treatedBy = (analysis: Analysis, broken: Broken, each: NonNullable<Repair['each']>): Treated[] =>
  [...new Map(each.map((one) => [one.device, one])).values()].map(({ device, verbs }) => {
    const verb = verbs.find((one) => holdsVerb(analysis, broken, one, device));
    return verb === undefined ? { device } : { device, verb };
  });

/** The way to repair it, and to each device if there are several; no verb where there is no way to one of them. */
interface Treatment {
  readonly way?: { readonly verb: Verb; readonly device: string };
  readonly each?: readonly Treated[];
}

const treatmentOf = (analysis: Analysis, broken: Broken, failure: Failure): Treatment => {
  const { remote, each } = repairOf(analysis, failure);
  if (!each) {
    const way = remote.find(({ verb, device }) => holdsVerb(analysis, broken, verb, device));
    return way ? { way } : {};
  }
  const treated = treatedBy(analysis, broken, each);
  const [first] = treated;
  const reached = first?.verb !== undefined && treated.every(({ verb }) => verb !== undefined);
  return {
    ...(reached ? { way: { verb: first.verb, device: first.device } } : {}),
    ...(treated.length > 1 ? { each: treated } : {}),
  };
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
      const { way, ...more } = treatmentOf(analysis, broken, failure);
      if (way)
        found.set(failureId(failure), {
          how: 'remote',
          ...way,
          path: paths ? bestPath(analysis, failed, way.verb, way.device) : [],
          ...more,
        });
      return way === undefined;
    });
    if (kept.length === left.length) {
      for (const failure of left) {
        const { way: _, ...more } = treatmentOf(analysis, broken, failure);
        found.set(failureId(failure), { ...withoutRemote(analysis, broken, failure), ...more });
      }
      return found;
    }
    left = kept;
    if (left.length === 0) return found;
  }
};
