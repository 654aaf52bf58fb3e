import type { Step, Verb } from '#model/failure.ts';
import { lostFacts } from './facts/incremental.ts';
import { pathFacts, pathSteps } from './facts/path.ts';
import { ANY, BASE, type FactSystem, type Solution, solve } from './facts/system.ts';
import { inBandName, verbName } from './facts/verbs.ts';
import type { Analysis } from './state.ts';

/** One way to exercise a verb, and what can break it. */
export interface Way {
  readonly verb: Verb;
  readonly band: 'oob' | 'in-band';
  readonly steps: readonly Step[];
  /** Failures that cut this way, as ids; what a daemon goes around by itself is not among them. */
  readonly restsOn: readonly string[];
}

const wayTo = (system: FactSystem, goal: number, failed: ReadonlySet<number>): number[] => {
  const { holds, rank } = solve(system, failed);
  return pathFacts(system, { holds: (id) => holds[id] === 1, rank: (id) => rank[id]! }, goal);
};

const NO_CHOICE = /^(powered|back):/;

/** Where on the way somebody chose: the facts that were chosen. What a daemon chooses inside is not the operator's. */
const choicesOn = (system: FactSystem, way: readonly number[]): number[] => {
  const on = new Set(way);
  return way.flatMap((id) => {
    const deps = system.deps.subarray(system.start[id]!, system.start[id + 1]!);
    if (system.kinds[id] !== ANY || deps.length < 2 || NO_CHOICE.test(system.names[id]!)) return [];
    return [...deps].filter((dep) => on.has(dep));
  });
};

const stepKey = (system: FactSystem, way: readonly number[]): string =>
  pathSteps(system, way)
    .map((step) => step.fact)
    .join('|');

/**
 * The best few ways to a fact. The next ones are found by forbidding, one at a time, each choice that a known way
 * made; never by enumerating.
 */
const waysTo = (system: FactSystem, goal: number, failed: ReadonlySet<number>, limit: number): number[][] => {
  const ways: number[][] = [];
  const known = new Set<string>();
  const forbidden = new Set<number>();
  const queue: (number | undefined)[] = [undefined];
  while (queue.length > 0 && ways.length < limit) {
    const choice = queue.shift();
    const way = wayTo(system, goal, choice === undefined ? failed : new Set([...failed, choice]));
    const key = stepKey(system, way);
    if (way.length === 0 || known.has(key)) continue;
    known.add(key);
    ways.push(way);
    for (const next of choicesOn(system, way)) {
      if (forbidden.has(next)) continue;
      forbidden.add(next);
      queue.push(next);
    }
  }
  return ways;
};

/** The failures on a way that take one of its steps. */
const cuts = (system: FactSystem, now: Solution, way: readonly number[]): number[] => {
  const steps = pathSteps(system, way).map((step) => system.id(step.fact)!);
  return way.filter((id) => {
    if (system.kinds[id] !== BASE) return false;
    const lost = lostFacts(system, now, new Set([id]));
    return steps.some((step) => lost.has(step));
  });
};

/** Every way to a verb of a device worth naming: out of band first; for ssh also in band. */
export const waysInto = (
  { facts: { system } }: Analysis,
  device: string,
  verb: Verb,
  failed: ReadonlySet<number> = new Set(),
  limit = 6,
): Way[] => {
  const now = solve(system, failed);
  const bands = [{ band: 'oob' as const, id: system.id(verbName(verb, device)) }];
  const inBand = [{ band: 'in-band' as const, id: system.id(inBandName(device)) }];
  return [...bands, ...(verb === 'ssh' ? inBand : [])].flatMap(({ band, id }) =>
    id === undefined
      ? []
      : waysTo(system, id, failed, limit).map((way) => ({
          verb,
          band,
          steps: pathSteps(system, way),
          restsOn: cuts(system, now, way).map((fact) => system.names[fact]!),
        })),
  );
};
