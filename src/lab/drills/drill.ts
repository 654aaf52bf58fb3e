import type { Network } from '#model/network.ts';
import type { Topology } from '#model/topology.ts';
import type { LabPlan } from '../plan.ts';

/** What a drill is played on. */
export interface Ground {
  readonly network: Network;
  readonly topology: Topology;
  readonly plan: LabPlan;
}

/** A turn in a dialogue with a program: what has to come (an extended regular expression, empty: nothing), and then what is typed. */
export interface Turn {
  readonly sees: string;
  readonly type?: string;
  /** The name of a secret that is typed, and Enter (`Secrets`); nobody sees it. */
  readonly secret?: string;
  /** What ends the line of a secret: by default Enter at a terminal, `\r`. */
  readonly enter?: string;
  /** Typed at another terminal beside this one, before anything is typed here. */
  readonly meanwhile?: string;
}

/** Something that an admin types, and what has to come of it. */
export interface Typed {
  readonly why: string;
  /** The host whose keyboard it is. */
  readonly at: string;
  readonly command: string;
  readonly dialogue?: readonly Turn[];
  readonly expect: {
    /** A regular expression for what is said. */
    readonly says?: string;
    /** Whether the command must succeed or fail; absent: either. */
    readonly exit?: 'succeeds' | 'fails';
  };
  /** Seconds within which it has to be so: it is typed again until then. By default once. */
  readonly within?: number;
}

/** Something that happens to the network, or that others mend. */
export type Event =
  | { readonly why: string; readonly breaks: string }
  | { readonly why: string; readonly mends: string };

export type Step = Typed | Event;

/** An exercise: something breaks, and an operator puts it right from a laptop, by hand. */
export interface Drill {
  readonly id: string;
  readonly title: string;
  /** The sentence of the talk that it plays. */
  readonly source: string;
  /** What one learns. */
  readonly lesson: string;
  /** The steps on this ground, or what it lacks. */
  readonly on: (ground: Ground) => readonly Step[] | string;
}

export const isTyped = (step: Step): step is Typed => 'command' in step;
