import { type Failure, RECOVERIES, type Recovery } from '#model/failure.ts';
import type { CutSets } from './cutsets/cut-sets.ts';
import { type Family, has, NEVER } from './cutsets/family.ts';
import { failureNamed } from './device-cuts.ts';
import { verbName } from './facts/verbs.ts';
import { patients, repairOf } from './recovery.ts';
import type { Analysis, VerbFact } from './state.ts';

export type How = Recovery['how'];

/** What the analysis knows of the losses of one or two failures: verbs, each at least once. */
export interface Losses {
  /** Verbs that the failure takes alone. */
  alone(fact: number): readonly VerbFact[];
}

/** A failure, and what has to live for it to be mended from afar: of each group of facts, one. */
interface Mending {
  readonly failure: Failure;
  readonly groups: readonly (readonly number[])[];
}

/** The worse of two endings, in the order from `itself` to `hands-now`. */
export const worse = (a: How, b: How): How => (RECOVERIES.indexOf(a) >= RECOVERIES.indexOf(b) ? a : b);

/**
 * How two failures at once end, read off cut sets of order 2. A failure is repaired from afar if the two do not cut a verb that
 * repairs it, or if the other is repaired first and it alone does not. The same as `recover` says, which breaks the network
 * anew for each pair; this one looks up. `cuts` are those of every fact
 * that failures are judged by.
 */
export class PairRecovery {
  private readonly analysis: Analysis;
  private readonly cuts: CutSets;
  private readonly losses: Losses;
  private readonly known = new Map<number, Mending>();

  private readonly families = new Map<number, Family>();

  constructor(analysis: Analysis, cuts: CutSets, losses: Losses) {
    this.analysis = analysis;
    this.cuts = cuts;
    this.losses = losses;
  }

  /** The failure that a base fact stands for. */
  failure(fact: number): Failure {
    return this.repair(fact).failure;
  }

  /** How each ends. `both` are the verbs for which the two are a minimal cut set. */
  of(first: number, second: number, both: readonly VerbFact[]): readonly [How, How] {
    const [mendsFirst, mendsSecond] = [this.mends(first, second), this.mends(second, first)];
    const together = (fact: number): How =>
      this.withoutRemote(fact, [this.losses.alone(first), this.losses.alone(second), both], [first, second]);
    if (!mendsFirst && !mendsSecond) return [together(first), together(second)];
    return [mendsFirst ? 'remote' : this.single(first), mendsSecond ? 'remote' : this.single(second)];
  }

  /** How a failure ends that is alone. */
  single(fact: number): How {
    return this.mends(fact, fact)
      ? 'remote'
      : this.withoutRemote(fact, [this.losses.alone(fact)], [fact, fact]);
  }

  /** Whether the first can be repaired from afar while the other is there, or once the other was repaired. Alone: twice the same. */
  repairable(fact: number, other: number): boolean {
    return this.mends(fact, other) || (this.mends(other, fact) && this.mends(fact, fact));
  }

  /** Whether a verb that repairs the first lives with both. */
  private mends(fact: number, other: number): boolean {
    return this.repair(fact).groups.every((goals) => goals.some((goal) => this.survives(goal, fact, other)));
  }

  private survives(goal: number, fact: number, other: number): boolean {
    const family = this.family(goal);
    const { atomOf } = this.cuts.classes;
    const [a, b] = [atomOf[fact]!, atomOf[other]!];
    if (family === NEVER || family.singles.includes(a) || family.singles.includes(b)) return false;
    const code = Math.min(a, b) * this.cuts.algebra.width + Math.max(a, b);
    return a === b || !has(family.pairs, code);
  }

  private family(goal: number): Family {
    const found = this.families.get(goal) ?? this.cuts.family(goal);
    this.families.set(goal, found);
    return found;
  }

  private repair(fact: number): Mending {
    const known = this.known.get(fact);
    if (known) return known;
    const { system } = this.analysis.facts;
    const failure = failureNamed(system.name(fact));
    const { remote, each } = repairOf(this.analysis, failure);
    const ways = each ? each.map(({ device, verbs }) => verbs.map((verb) => ({ verb, device }))) : [remote];
    const groups = ways.map((some) =>
      some.map(({ verb, device }) => system.id(verbName(verb, device))).filter((goal) => goal !== undefined),
    );
    const made = { groups, failure };
    this.known.set(fact, made);
    return made;
  }

  /** Whether the failures take more of the lost verb than redundancy. */
  private isNeeded({ fact, needed }: VerbFact, [first, second]: readonly [number, number]): boolean {
    return needed === fact || !this.survives(needed, first, second);
  }

  private withoutRemote(
    fact: number,
    lost: readonly (readonly VerbFact[])[],
    facts: readonly [number, number],
  ): How {
    const { failure } = this.repair(fact);
    const repair = repairOf(this.analysis, failure);
    if (repair.otherwise !== 'hands') return repair.otherwise;
    const own = patients(this.analysis, failure);
    const gone = (verb: VerbFact): boolean => !own.has(verb.device) && this.isNeeded(verb, facts);
    return lost.some((verbs) => verbs.some(gone)) ? 'hands-now' : 'hands-later';
  }
}
