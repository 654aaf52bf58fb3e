import type { Place } from '#base/place.ts';

export type Severity = 'error' | 'warning' | 'info';

/** What several findings of one kind have in common, so that a reader is told once. */
export interface Alike {
  /** The sentence about several; `{0}` stands for them, as in SARIF messages (2.1.0, section 3.11.5). */
  readonly sentence: string;
  /** What they are, `devices`, `sites`. */
  readonly what: string;
  /** The ids of all that this finding is about. */
  readonly things: readonly string[];
}

/** One thing that is wrong or worth knowing, as data; only the edge turns it into text. */
export interface Finding {
  /** Stable code: a rule's id (`R03`), or a word for a mistake of the inventory (`unknown-key`). */
  readonly code: string;
  readonly severity: Severity;
  /** A sentence: what is wrong, the value in quotes, what was expected. Lower case, no full stop. */
  readonly text: string;
  readonly place: Place;
  /** What to do; at most one. */
  readonly hint?: string;
  /** The id of the device, port, site … that it is about. */
  readonly on?: string;
  readonly related?: readonly { readonly text: string; readonly place: Place }[];
  /** The code of the finding that causes this one, on the same thing or around it. */
  readonly because?: string;
  readonly alike?: Alike;
}
