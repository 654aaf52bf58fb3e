import { type Failure, failureId, RECOVERIES, type Recovery, VERBS, type Verb } from '#model/failure.ts';
import { ALL } from './facts/system.ts';
import { failureKinds } from './failures/index.ts';
import { recover } from './recovery.ts';
import { type Analysis, type Broken, breakOnPaper } from './state.ts';

/** What one failure costs. */
export interface Verdict {
  readonly failure: Failure;
  /** Devices that lose the verb, by verb. */
  readonly lost: Readonly<Record<Verb, readonly string[]>>;
  /** Verbs of devices that go another way. */
  readonly otherPath: number;
  readonly recovery: Recovery;
}

export interface Survival {
  readonly verdicts: readonly Verdict[];
  /** By verb: devices that have it when all is well, of all devices. */
  readonly healthy: Readonly<Record<Verb, number>>;
  readonly devices: number;
  /** By verb: share of (failure, device) pairs in which a device that had the verb keeps it, 0 to 1. */
  readonly score: Readonly<Record<Verb, number>>;
  readonly recoveries: Readonly<Record<Recovery['how'], number>>;
}

/** Every single failure that can hit the network. */
export const allFailures = ({ facts }: Analysis): Failure[] =>
  failureKinds.flatMap((kind) => kind.scopes(facts.topology).map((scope) => ({ kind: kind.id, scope })));

/** What a failure does apart from how it ends: the same for all failures that hit the same. */
interface Damage {
  readonly fact: number;
  readonly broken: Broken;
  readonly lost: Verdict['lost'];
  readonly otherPath: number;
}

const damageOf = (analysis: Analysis, fact: number): Damage => {
  const broken = breakOnPaper(analysis, new Set([fact]));
  const lost: Record<Verb, string[]> = { ssh: [], console: [], power: [] };
  let otherPath = 0;
  for (const verb of broken.touched) {
    const state = broken.state(verb);
    if (state === 'lost') lost[verb.verb].push(verb.device);
    if (state === 'other-path') otherPath++;
  }
  return { fact, broken, lost, otherPath };
};

/** Whether two base facts have the same consumers, which need all of theirs: whatever one takes, the other takes. */
const hitsTheSame = ({ facts: { system } }: Analysis, one: number, other: number): boolean => {
  const [from, to] = [system.usersStart[one]!, system.usersStart[one + 1]!];
  const start = system.usersStart[other]!;
  if (system.usersStart[other + 1]! - start !== to - from) return false;
  for (let k = from; k < to; k++) {
    const user = system.users[k]!;
    if (user !== system.users[start + k - from] || system.kinds[user] !== ALL) return false;
  }
  return true;
};

/** Every failure's verdict. Failures of one kind that hit the same come one after another: a loop at any switch of a segment. */
const verdictsOn = (analysis: Analysis): Verdict[] => {
  let last: Damage | undefined;
  return allFailures(analysis).map((failure) => {
    const id = failureId(failure);
    const fact = analysis.facts.system.id(id)!;
    const damage = last && hitsTheSame(analysis, last.fact, fact) ? last : damageOf(analysis, fact);
    last = damage;
    const { broken, lost, otherPath } = damage;
    return { failure, lost, otherPath, recovery: recover(analysis, [failure], false, broken).get(id)! };
  });
};

/** Number of verbs lost, over all devices. */
export const cost = (verdict: Verdict): number =>
  VERBS.reduce((sum, verb) => sum + verdict.lost[verb].length, 0);

const worstFirst = (a: Verdict, b: Verdict): number =>
  cost(b) - cost(a) ||
  RECOVERIES.indexOf(b.recovery.how) - RECOVERIES.indexOf(a.recovery.how) ||
  b.otherPath - a.otherPath ||
  (failureId(a.failure) < failureId(b.failure) ? -1 : 1);

const perVerb = (value: (verb: Verb) => number): Record<Verb, number> => ({
  ssh: value('ssh'),
  console: value('console'),
  power: value('power'),
});

/** The verdict with the path of its recovery. */
const withPath = (analysis: Analysis, verdict: Verdict): Verdict => ({
  ...verdict,
  recovery: recover(analysis, [verdict.failure]).get(failureId(verdict.failure))!,
});

/** Every single failure, worst first, with the score of the network; paths of recovery for the `most` worst. */
export const survive = (analysis: Analysis, most = Number.POSITIVE_INFINITY): Survival => {
  const verdicts = verdictsOn(analysis);
  const healthy = perVerb((verb) => analysis.verbs.filter((v) => v.verb === verb && v.healthy).length);
  const lost = perVerb((verb) => verdicts.reduce((sum, verdict) => sum + verdict.lost[verb].length, 0));
  const counted = Object.fromEntries(
    RECOVERIES.map((how) => [how, verdicts.filter((verdict) => verdict.recovery.how === how).length]),
  ) as Record<Recovery['how'], number>;
  return {
    verdicts: verdicts
      .sort(worstFirst)
      .map((verdict, at) => (at < most ? withPath(analysis, verdict) : verdict)),
    healthy,
    devices: analysis.facts.topology.network.devices.length,
    score: perVerb((verb) => 1 - lost[verb] / Math.max(1, healthy[verb] * verdicts.length)),
    recoveries: counted,
  };
};
