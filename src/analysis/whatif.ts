import { type Failure, type Recovery, STATES, type State, VERBS, type Verb } from '#model/failure.ts';
import { inBandName } from './facts/verbs.ts';
import { recover } from './recovery.ts';
import { type Analysis, baseFacts, breakOnPaper } from './state.ts';

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

const countStates = (devices: readonly DeviceState[], verb: Verb): Record<State, number> => {
  const counts = Object.fromEntries(STATES.map((state) => [state, 0])) as Record<State, number>;
  for (const device of devices) counts[device.states[verb]]++;
  return counts;
};

/** Answers what the failures do together. The failures must be known to the network (see `baseFacts`). */
export const whatIf = (analysis: Analysis, failures: readonly Failure[]): WhatIf => {
  const broken = breakOnPaper(analysis, baseFacts(analysis, failures).failed);
  const states = new Map<string, Record<Verb, State>>();
  for (const verb of analysis.verbs) {
    const own = states.get(verb.device) ?? { ssh: 'never', console: 'never', power: 'never' };
    own[verb.verb] = broken.state(verb);
    states.set(verb.device, own);
  }
  const devices = [...states].map(([device, own]): DeviceState => {
    const inBand = analysis.facts.system.id(inBandName(device));
    return { device, states: own, inBand: inBand !== undefined && broken.holds(inBand) };
  });
  const counts = Object.fromEntries(VERBS.map((verb) => [verb, countStates(devices, verb)]));
  return { failures, devices, counts: counts as WhatIf['counts'], recovery: recover(analysis, failures) };
};
