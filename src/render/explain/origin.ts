import type { Timers } from '#model/network.ts';

/** What in the network a line comes from. */
export interface Fact {
  readonly kind:
    | 'device'
    | 'port'
    | 'pair'
    | 'door'
    | 'rendezvous'
    | 'site'
    | 'uplink'
    | 'interlink'
    | 'operator'
    | 'station'
    | 'network'
    | 'country'
    | 'timer';
  /** As the network spells it: `zrh1/r01/gw1:inside`, `alice`, `vrrpAdvert`. */
  readonly id: string;
}

/** Why lines of this form are there. */
export interface Reason {
  readonly match: RegExp;
  readonly why: string;
  /** Sentences of the talk and rules that ask for it. */
  readonly sources?: readonly string[];
  readonly timers?: readonly (keyof Timers)[];
  /** What else it comes from: the host's site, or the pair of gateways there. */
  readonly of?: 'site' | 'pair';
}

/** A line of a rendered file, and where it comes from. */
export interface ExplainedLine {
  readonly path: string;
  /** Counted from 1. */
  readonly line: number;
  readonly text: string;
  readonly renderer: string;
  /** Never empty; the device alone where the line says the same on every device of its kind. */
  readonly facts: readonly Fact[];
  /** `T44`, `R43`; sorted. */
  readonly sources: readonly string[];
  readonly why: string;
  /** Whether `why` is said for this form of line, and not only for the whole file. */
  readonly known: boolean;
  /** Addresses that no fact of the network has: there should be none. */
  readonly unknown: readonly string[];
}
