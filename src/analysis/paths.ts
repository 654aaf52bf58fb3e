import type { Step, Verb } from '#model/failure.ts';
import { lostFacts } from './facts/incremental.ts';
import { partOf, within } from './facts/part.ts';
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

/** What a daemon chooses, and which of the operators it is. */
const NO_CHOICE = /^(powered:|back:|home:|sources:|operators$)/;

/** Where on the way somebody chose: the facts that were chosen. What a daemon chooses inside is not the operator's. */
const choicesOn = (system: FactSystem, way: readonly number[]): number[] => {
  const on = new Set(way);
  return way.flatMap((id) => {
    const deps = system.deps.subarray(system.start[id]!, system.start[id + 1]!);
    if (system.kinds[id] !== ANY || deps.length < 2 || NO_CHOICE.test(system.name(id))) return [];
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
  const bands = [{ band: 'oob' as const, id: system.id(verbName(verb, device)) }];
  const inBand = [{ band: 'in-band' as const, id: system.id(inBandName(device)) }];
  return [...bands, ...(verb === 'ssh' ? inBand : [])].flatMap(({ band, id }) =>
    id === undefined ? [] : waysOf(system, id, failed, limit).map((way) => ({ verb, band, ...way })),
  );
};

/** The ways to one fact; all that matters to it is looked at, and nothing else. */
const waysOf = (
  system: FactSystem,
  goal: number,
  failed: ReadonlySet<number>,
  limit: number,
): Pick<Way, 'steps' | 'restsOn'>[] => {
  const part = partOf(system, [goal]);
  const broken = within(system, part, failed);
  const now = solve(part, broken);
  return waysTo(part, 0, broken, limit).map((way) => ({
    steps: pathSteps(part, way),
    restsOn: cuts(part, now, way).map((fact) => part.name(fact)),
  }));
};

/** What two ways have in common, beyond what every way to the verb rests on. */
export interface Shared {
  /** Their places in the list, from 0. */
  readonly ways: readonly [number, number];
  /** Failures that cut both, in the order in which the first way meets them; of whole places last. */
  readonly both: readonly string[];
}

export interface Overlap {
  /** Failures that cut every one of the ways. */
  readonly all: readonly string[];
  /** Each two ways; those that have nothing more in common are independent. */
  readonly pairs: readonly Shared[];
}

/** Failures of whole places say little about where two ways meet. */
const isWide = (failure: string): boolean => /^(campus|site|rack)-down:/.test(failure);

/** What the ways of one verb share: all of them, and each two. One way alone shares nothing. */
export const overlapOf = (ways: readonly Way[]): Overlap => {
  const sets = ways.map((way) => new Set(way.restsOn));
  const meets = ways.map((way) => [
    ...way.restsOn.filter((id) => !isWide(id)),
    ...way.restsOn.filter(isWide),
  ]);
  const all = ways.length < 2 ? [] : meets[0]!.filter((id) => sets.every((set) => set.has(id)));
  const common = new Set(all);
  const pairs = ways.flatMap((_way, a) =>
    ways.slice(a + 1).map((_, n): Shared => {
      const b = a + 1 + n;
      return { ways: [a, b], both: meets[a]!.filter((id) => sets[b]!.has(id) && !common.has(id)) };
    }),
  );
  return { all, pairs };
};
