import type { Place } from '#base/place.ts';

/** Somebody who may enter. Days are ISO dates. */
export interface Operator {
  readonly id: string;
  readonly keys: readonly string[];
  /** Digit in every VPN pool: operator 10 has `.10`. */
  readonly number: number;
  /** Ids of the networks that they come from. */
  readonly networks: readonly string[];
  /** The provider of their phone: how they are called, and their way in when all else is down (R63). */
  readonly phone?: string;
  /** Country that they come from (ISO 3166-1 alpha-2), for a country block (T39). */
  readonly countries: readonly string[];
  /** The sites whose duty they share; empty: not said. */
  readonly duty: readonly string[];
  /** When they last went through a training (T64). */
  readonly trained?: string;
  /** When their ssh configuration and keys were last seen to work on their own machine (T65). */
  readonly prepared?: string;
  /** Whether they enter from a machine that is for administration only (R61). */
  readonly workstation?: boolean;
  readonly place: Place;
}

/** A network that operators come from: home, office, phone. */
export interface OperatorNetwork {
  readonly id: string;
  readonly prefix: string;
  /** Whose network it is, where known. */
  readonly provider?: string;
  readonly country?: string;
  readonly place: Place;
}

/** A copy of the documentation (T61 to T63). */
export interface DocumentCopy {
  readonly id: string;
  /** The operator whose laptop or pocket it is in. */
  readonly with?: string;
  /** The device that it is stored on. */
  readonly on?: string;
  /** The provider, with no device of ours, that it is stored at. */
  readonly provider?: string;
  /** When it was last brought up to date; an ISO date. */
  readonly updated?: string;
  /** Operators who know where it is; empty: not said. */
  readonly known: readonly string[];
  readonly place: Place;
}

/** A local account for when central authentication is gone (R59). */
export interface BreakGlassAccount {
  readonly id: string;
  /** Devices that have it. */
  readonly on: readonly string[];
  /** Whether it is let in at the console too. */
  readonly console: boolean;
  /** Whether its use is logged where others see it. */
  readonly logged?: boolean;
  /** When its secret was last changed, and until when it is good; ISO dates. */
  readonly rotated?: string;
  readonly expires?: string;
  readonly place: Place;
}
