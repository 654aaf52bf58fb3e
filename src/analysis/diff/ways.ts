import type { Failure, Verb } from '#model/failure.ts';
import { type CutSets, cutSets } from '../cutsets/cut-sets.ts';
import { countSets } from '../cutsets/expand.ts';
import { type Family, has, NEVER } from '../cutsets/family.ts';
import { failureNamed } from '../device-cuts.ts';
import { BASE } from '../facts/system.ts';
import type { Analysis, VerbFact } from '../state.ts';
import { type CutCodes, codesOf, onlyIn } from './cut-codes.ts';

/** A verb of a device. */
export interface Way {
  readonly device: string;
  readonly verb: Verb;
}

/** Failures that do the same to the same verbs: any one of the sets. */
export interface Loss {
  readonly sets: readonly (readonly Failure[])[];
  readonly ways: readonly Way[];
}

/** How a network stands failures: by verb, shares from 0 to 1. */
export interface Score {
  readonly devices: number;
  readonly failures: number;
  readonly healthy: Readonly<Record<Verb, number>>;
  readonly singles: Readonly<Record<Verb, number>>;
  readonly pairs: Readonly<Record<Verb, number>>;
}

/** What another inventory means for devices that both have. */
export interface WayChanges {
  readonly before: Score;
  readonly after: Score;
  /** Verbs that are there without any failure in one of the two only. */
  readonly lost: readonly Way[];
  readonly won: readonly Way[];
  /** Verbs that new devices do not have, though a device of their role had them before. */
  readonly missing: readonly Way[];
  /** Failures that take a verb now and did not, worst first; and the other way round. */
  readonly singles: { readonly more: readonly Loss[]; readonly fewer: readonly Loss[] };
  /** Pairs alike. One that takes the place of a single failure of its own is no new one, and the other way round. */
  readonly pairs: { readonly more: readonly Loss[]; readonly fewer: readonly Loss[] };
}

/** One network's cut sets. */
interface Side {
  readonly analysis: Analysis;
  readonly cuts: CutSets;
  /** By fact: the number of a failure in both networks. */
  readonly numbers: Int32Array;
  readonly verbs: ReadonlyMap<string, VerbFact>;
}

const wayKey = ({ device, verb }: Way): string => `${verb} ${device}`;

const sideOf = (analysis: Analysis, numbers: Int32Array): Side => ({
  analysis,
  numbers,
  cuts: cutSets(
    analysis.facts.system,
    analysis.verbs.map(({ fact }) => fact),
    2,
  ),
  verbs: new Map(analysis.verbs.map((verb) => [wayKey(verb), verb])),
});

/** Numbers failures by name: one that both networks know has one number. */
class Names {
  private readonly numbers = new Map<string, number>();
  readonly names: string[] = [];

  of({ facts: { system } }: Analysis): Int32Array {
    const found = new Int32Array(system.size).fill(-1);
    for (let id = 0; id < system.size; id++)
      if (system.kinds[id] === BASE) found[id] = this.number(system.name(id));
    return found;
  }

  private number(name: string): number {
    const known = this.numbers.get(name);
    if (known !== undefined) return known;
    this.numbers.set(name, this.names.length);
    return this.names.push(name) - 1;
  }
}

const choose2 = (n: number): number => (n * (n - 1)) / 2;

const perVerb = <T>(value: (verb: Verb) => T): Record<Verb, T> => ({
  ssh: value('ssh'),
  console: value('console'),
  power: value('power'),
});

/** The same as `survive` says. */
const scoreOf = ({ analysis, cuts }: Side): Score => {
  const failures = cuts.classes.members.length;
  const totals = perVerb(() => ({ healthy: 0, singles: 0, pairs: 0 }));
  for (const { verb, fact } of analysis.verbs) {
    const family = cuts.family(fact);
    if (family === NEVER) continue;
    const [singles, pairs] = countSets(cuts, family);
    totals[verb].healthy++;
    totals[verb].singles += singles;
    totals[verb].pairs += choose2(failures) - choose2(failures - singles) + pairs;
  }
  const kept = (cut: number, verb: Verb, of: number): number =>
    1 - cut / Math.max(1, totals[verb].healthy * of);
  return {
    devices: analysis.facts.topology.network.devices.length,
    failures,
    healthy: perVerb((verb) => totals[verb].healthy),
    singles: perVerb((verb) => kept(totals[verb].singles, verb, failures)),
    pairs: perVerb((verb) => kept(totals[verb].pairs, verb, choose2(failures))),
  };
};

/** Sets of failures, each with the verbs that it takes in one network only. */
class Losses {
  private readonly ways = new Map<number, Way[]>();

  add(codes: readonly number[], way: Way): void {
    for (const code of codes) {
      const known = this.ways.get(code);
      if (known) known.push(way);
      else this.ways.set(code, [way]);
    }
  }

  /** Those that take the same as one, worst first. */
  worst(failures: (code: number) => readonly Failure[]): Loss[] {
    const groups = new Map<string, { sets: (readonly Failure[])[]; ways: readonly Way[] }>();
    for (const [code, ways] of this.ways) {
      const key = ways.map(wayKey).join();
      const group = groups.get(key) ?? { sets: [], ways };
      group.sets.push(failures(code));
      groups.set(key, group);
    }
    return [...groups.values()].sort(
      (a, b) => b.ways.length - a.ways.length || b.sets.length - a.sets.length,
    );
  }
}

/** Pairs that only one of the two has, but for those of which a failure takes the verb alone in the other. */
const pairsOnlyIn = (one: CutCodes, other: CutCodes, width: number): number[] =>
  onlyIn(one.pairs, other.pairs).filter((code) => {
    const first = Math.floor(code / width);
    return !has(other.singles, first) && !has(other.singles, code - first * width);
  });

/** The verbs of devices that both networks have, and how they are lost. */
const compareWays = (old: Side, made: Side, names: Names): Pick<WayChanges, 'singles' | 'pairs'> => {
  const width = names.names.length;
  const found = [new Losses(), new Losses(), new Losses(), new Losses()] as const;
  const codes = (side: Side, family: Family): CutCodes => codesOf(side.cuts, family, side.numbers, width);
  for (const [key, { device, verb, fact }] of made.verbs) {
    const was = old.verbs.get(key);
    const [before, after] = [was ? old.cuts.family(was.fact) : NEVER, made.cuts.family(fact)];
    if (before === NEVER || after === NEVER) continue;
    const [then, now] = [codes(old, before), codes(made, after)];
    const way = { device, verb };
    found[0].add(onlyIn(now.singles, then.singles), way);
    found[1].add(onlyIn(then.singles, now.singles), way);
    found[2].add(pairsOnlyIn(now, then, width), way);
    found[3].add(pairsOnlyIn(then, now, width), way);
  }
  const failure = (number: number): Failure => failureNamed(names.names[number]!);
  const pair = (code: number): Failure[] => {
    const first = Math.floor(code / width);
    return [failure(first), failure(code - first * width)];
  };
  const [more, fewer, morePairs, fewerPairs] = found;
  return {
    singles: { more: more.worst((code) => [failure(code)]), fewer: fewer.worst((code) => [failure(code)]) },
    pairs: { more: morePairs.worst(pair), fewer: fewerPairs.worst(pair) },
  };
};

const asWay = ({ device, verb }: VerbFact): Way => ({ device, verb });

const roleKey = ({ facts: { topology } }: Analysis, { device, verb }: VerbFact): string =>
  `${verb} ${topology.device(device).role}`;

const missingOn = (before: Analysis, after: Analysis): Way[] => {
  const there = new Set(before.verbs.map(({ device }) => device));
  const usual = new Set(before.verbs.filter(({ healthy }) => healthy).map((verb) => roleKey(before, verb)));
  return after.verbs
    .filter((verb) => !verb.healthy && !there.has(verb.device) && usual.has(roleKey(after, verb)))
    .map(asWay);
};

/** What becomes of the ways in when one network takes the place of another. Exact, singles and pairs. */
export const wayChanges = (before: Analysis, after: Analysis): WayChanges => {
  const names = new Names();
  const [old, made] = [sideOf(before, names.of(before)), sideOf(after, names.of(after))];
  const differs =
    (healthy: boolean) =>
    (verb: VerbFact): boolean =>
      verb.healthy === healthy && old.verbs.get(wayKey(verb))?.healthy === !healthy;
  return {
    before: scoreOf(old),
    after: scoreOf(made),
    lost: after.verbs.filter(differs(false)).map(asWay),
    won: after.verbs.filter(differs(true)).map(asWay),
    missing: missingOn(before, after),
    ...compareWays(old, made, names),
  };
};

/** By verb: how many devices. */
export const waysByVerb = (ways: readonly Way[]): Record<Verb, string[]> =>
  perVerb((verb) => ways.filter((way) => way.verb === verb).map(({ device }) => device));
