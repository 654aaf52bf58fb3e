import type { Verb } from '#model/failure.ts';
import type { Device } from '#model/network.ts';
import { type CutSets, cutSets } from '../cutsets/cut-sets.ts';
import { NEVER } from '../cutsets/family.ts';
import type { FactSystem } from '../facts/system.ts';
import { repairOf } from '../recovery.ts';
import { PairRecovery } from '../recovery-pairs.ts';
import { type Analysis, judgedFacts } from '../state.ts';
import { commonCause, rateOf } from './rate-of.ts';
import { COMMON_CAUSES, type CommonCauseId, RATES, type RateId } from './rates.ts';
import { withoutFacts } from './without.ts';

export const HOURS_A_YEAR = 8760;

/** What the user sets: hours until a failure is mended from afar, or by somebody who drives there. Else each figure's own. */
export interface RepairTimes {
  readonly remote?: number;
  readonly hands?: number;
}

/** How long a year a verb of a device is not there. */
export interface VerbHours {
  readonly device: string;
  readonly verb: Verb;
  /** Hours a year; all of them where it is never there. */
  readonly hours: number;
}

export interface Availability {
  readonly verbs: readonly VerbHours[];
  /** What costs most: hours a year, summed over verbs and devices. A pair is written with ` + `. */
  readonly causes: readonly { readonly failures: string; readonly hours: number }[];
  /** Figures that were used, by how many failures. */
  readonly rates: ReadonlyMap<RateId, number>;
  readonly commonCauses: readonly CommonCauseId[];
  /** Failure kinds without a figure: left out. */
  readonly unrated: readonly string[];
}

/** Rates and repairs of every failure, looked up once. */
class Figures {
  readonly used = new Map<RateId, number>();
  readonly unrated = new Set<string>();
  readonly common = new Set<CommonCauseId>();
  private readonly analysis: Analysis;
  private readonly recovery: PairRecovery;
  private readonly times: RepairTimes;
  private readonly devices: ReadonlyMap<string, Device>;
  private readonly rates = new Map<
    number,
    { rate: RateId | undefined; perYear: number; otherwise: string }
  >();
  private readonly changes = new Map<string, number>();

  constructor(analysis: Analysis, recovery: PairRecovery, times: RepairTimes) {
    this.analysis = analysis;
    this.recovery = recovery;
    this.times = times;
    this.devices = new Map(analysis.facts.topology.network.devices.map((device) => [device.id, device]));
    // A site has so many bad changes a year, whatever it is made of.
    for (const { site } of analysis.facts.topology.network.devices)
      this.changes.set(site ?? '', (this.changes.get(site ?? '') ?? 0) + 1);
  }

  private look(fact: number) {
    const known = this.rates.get(fact);
    if (known) return known;
    const { topology } = this.analysis.facts;
    const failure = this.recovery.failure(fact);
    const rate = rateOf(topology, failure);
    if (rate === undefined) this.unrated.add(failure.kind);
    else this.used.set(rate, (this.used.get(rate) ?? 0) + 1);
    const shared =
      failure.kind === 'misconfiguration' ? this.changes.get(topology.device(failure.scope).site ?? '')! : 1;
    const perYear = rate === undefined ? 0 : RATES[rate].perYear / shared;
    const made = { rate, perYear, otherwise: repairOf(this.analysis, failure).otherwise };
    this.rates.set(fact, made);
    return made;
  }

  /** Share of time that the failure is there, while the other one is there too (or itself: alone). */
  share(fact: number, other: number): number {
    const { rate, perYear, otherwise } = this.look(fact);
    if (rate === undefined) return 0;
    const { remoteHours, handsHours, otherHours } = RATES[rate];
    const mended = this.recovery.repairable(fact, other);
    const remote = this.times.remote ?? remoteHours;
    const else_ = otherwise === 'hands' ? (this.times.hands ?? handsHours) : otherHours;
    const busy = perYear * (mended ? remote : else_);
    // Down and up in turn: the share of a renewal process (lambda t / (1 + lambda t)).
    return busy / (HOURS_A_YEAR + busy);
  }

  /** Share of time that both are there: by chance, and by a common cause. */
  both(one: number, other: number): number {
    const [a, b] = [this.share(one, other), this.share(other, one)];
    if (a === 0 || b === 0) return 0;
    const cause = commonCause(
      this.analysis.facts.topology,
      this.devices,
      this.recovery.failure(one),
      this.recovery.failure(other),
    );
    if (!cause) return a * b;
    this.common.add(cause);
    return a * b + COMMON_CAUSES[cause].beta * Math.min(a, b);
  }
}

/** Adds up the time that each cut set is there: the rare-event sum, from above, with sets of three and more left out. */
class Sum {
  readonly causes = new Map<string, number>();
  private readonly cuts: CutSets;
  private readonly figures: Figures;
  private readonly system: FactSystem;
  private readonly pairs = new Map<number, number>();

  constructor(cuts: CutSets, figures: Figures, system: FactSystem) {
    this.cuts = cuts;
    this.figures = figures;
    this.system = system;
  }

  hours(goal: number): number {
    const family = this.cuts.family(goal);
    if (family === NEVER) return HOURS_A_YEAR;
    let share = 0;
    for (const atom of family.singles)
      for (const fact of this.members(atom))
        share += this.count(this.system.name(fact), this.figures.share(fact, fact));
    for (const pair of family.pairs) share += this.pairShare(pair);
    return Math.min(1, share) * HOURS_A_YEAR;
  }

  private pairShare(pair: number): number {
    const { width } = this.cuts.algebra;
    let share = 0;
    for (const one of this.members(Math.floor(pair / width)))
      for (const other of this.members(pair % width)) {
        const key = one * this.system.size + other;
        const known = this.pairs.get(key) ?? this.figures.both(one, other);
        this.pairs.set(key, known);
        share += this.count(`${this.system.name(one)} + ${this.system.name(other)}`, known);
      }
    return share;
  }

  private count(cause: string, share: number): number {
    if (share > 0) this.causes.set(cause, (this.causes.get(cause) ?? 0) + share * HOURS_A_YEAR);
    return share;
  }

  private members(atom: number): Uint32Array {
    const { start, members } = this.cuts.classes;
    return members.subarray(start[atom]!, start[atom + 1]!);
  }
}

const MOST_CAUSES = 50;

/**
 * Hours a year without each verb, from minimal cut sets of order 1 and 2, rates and repair times. A failure is mended from afar where
 * that is possible in that very situation: alone, or while the other failure of the pair is there. `gone` are facts that are as if
 * they had never been. Verbs that the network never had are left out; verbs that it has lost for good with `gone` count all year.
 */
export const availability = (
  analysis: Analysis,
  times: RepairTimes = {},
  gone: readonly number[] = [],
): Availability => {
  const system = withoutFacts(analysis.facts.system, gone);
  const verbs = analysis.verbs.filter((verb) => verb.healthy);
  const cuts = cutSets(system, judgedFacts(analysis.verbs), 2);
  const figures = new Figures(analysis, new PairRecovery(analysis, cuts, { alone: () => [] }), times);
  const sum = new Sum(cuts, figures, system);
  const hours = verbs.map(({ device, verb, fact }) => ({ device, verb, hours: sum.hours(fact) }));
  return {
    verbs: hours,
    causes: [...sum.causes]
      .map(([failures, cost]) => ({ failures, hours: cost }))
      .sort((a, b) => b.hours - a.hours || (a.failures < b.failures ? -1 : 1))
      .slice(0, MOST_CAUSES),
    rates: figures.used,
    commonCauses: [...figures.common].sort(),
    unrated: [...figures.unrated].sort(),
  };
};
