import { type Failure, type Recovery, STATES, type State, VERBS, type Verb } from '#model/failure.ts';
import { inBandName } from './facts/verbs.ts';
import { recover } from './recovery.ts';
import { type Analysis, type Broken, baseFacts, breakOnPaper } from './state.ts';

export interface DeviceState {
  readonly device: string;
  readonly states: Readonly<Record<Verb, State>>;
  /** Whether ssh over production answers, which no score counts. */
  readonly inBand: boolean;
}

/** What a set of failures does to the whole network, and how it ends. */
export interface WhatIf {
  readonly failures: readonly Failure[];
  readonly devices: readonly DeviceState[];
  readonly counts: Readonly<Record<Verb, Readonly<Record<State, number>>>>;
  /** By failure id. */
  readonly recovery: ReadonlyMap<string, Recovery>;
}

/** The network with nothing broken: what every answer starts from. Worked out once for each analysis. */
interface Healthy {
  readonly devices: readonly DeviceState[];
  /** Place in `devices`. */
  readonly at: ReadonlyMap<string, number>;
  /** By fact of in-band ssh: place of its device. */
  readonly inBand: ReadonlyMap<number, number>;
  readonly counts: Readonly<Record<Verb, Readonly<Record<State, number>>>>;
}

const known = new WeakMap<Analysis, Healthy>();

const healthyOf = (analysis: Analysis): Healthy => {
  const found = known.get(analysis) ?? healthyStates(analysis);
  known.set(analysis, found);
  return found;
};

const NO_COUNTS = Object.fromEntries(STATES.map((state) => [state, 0])) as Record<State, number>;

const healthyStates = ({ verbs, facts: { system }, healthy }: Analysis): Healthy => {
  const states = new Map<string, Record<Verb, State>>();
  for (const { device, verb, healthy: holds } of verbs) {
    const own = states.get(device) ?? { ssh: 'never', console: 'never', power: 'never' };
    own[verb] = holds ? 'unaffected' : 'never';
    states.set(device, own);
  }
  const names = [...states.keys()];
  const inBand = names.map((device) => system.id(inBandName(device)));
  const counts = { ssh: { ...NO_COUNTS }, console: { ...NO_COUNTS }, power: { ...NO_COUNTS } };
  for (const own of states.values()) for (const verb of VERBS) counts[verb][own[verb]]++;
  return {
    devices: [...states].map(([device, own], at) => {
      const fact = inBand[at];
      return { device, states: own, inBand: fact !== undefined && healthy.holds[fact] === 1 };
    }),
    at: new Map(names.map((device, at) => [device, at])),
    inBand: new Map(inBand.flatMap((fact, at) => (fact === undefined ? [] : [[fact, at] as const]))),
    counts,
  };
};

const countsOf = (before: Healthy, broken: Broken): WhatIf['counts'] => {
  const counts = Object.fromEntries(VERBS.map((verb) => [verb, { ...before.counts[verb] }])) as Record<
    Verb,
    Record<State, number>
  >;
  for (const verb of broken.touched) {
    const state = broken.state(verb);
    if (state === 'unaffected' || state === 'never') continue;
    counts[verb.verb].unaffected--;
    counts[verb.verb][state]++;
  }
  return counts;
};

const devicesOf = (before: Healthy, broken: Broken): DeviceState[] => {
  const devices = [...before.devices];
  for (const verb of broken.touched) {
    const state = broken.state(verb);
    if (!verb.healthy || state === 'unaffected') continue;
    const at = before.at.get(verb.device)!;
    const own = devices[at]!;
    devices[at] = { ...own, states: { ...own.states, [verb.verb]: state } };
  }
  for (const fact of broken.lost) {
    const at = before.inBand.get(fact);
    if (at !== undefined) devices[at] = { ...devices[at]!, inBand: false };
  }
  return devices;
};

/**
 * Answers what the failures do together. The failures must be known to the network (see `baseFacts`). Devices are told one by one only
 * when somebody asks for them: where everything is lost that takes longer than all the rest.
 */
export const whatIf = (analysis: Analysis, failures: readonly Failure[]): WhatIf => {
  const broken = breakOnPaper(analysis, baseFacts(analysis, failures).failed);
  const before = healthyOf(analysis);
  let devices: DeviceState[] | undefined;
  return {
    failures,
    get devices() {
      devices ??= devicesOf(before, broken);
      return devices;
    },
    counts: countsOf(before, broken),
    recovery: recover(analysis, failures, true, broken),
  };
};
