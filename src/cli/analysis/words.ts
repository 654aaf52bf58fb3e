import type { State, Verb } from '#model/failure.ts';
import { VERBS } from '#model/failure.ts';
import type { Style } from '../output/style.ts';

/** How an answer of the analysis reads to a person. */

/** A state with its colour; the word alone says it too. */
export const stateText = (state: State, style: Style): string => {
  const paint = { unaffected: style.green, 'other-path': style.yellow, lost: style.red, never: style.dim };
  return paint[state](state);
};

/** `ssh 3, console 1`; `nothing` when no verb is lost. */
export const lostText = (lost: Readonly<Record<Verb, readonly string[]>>): string => {
  const parts = VERBS.filter((verb) => lost[verb].length > 0).map((verb) => `${verb} ${lost[verb].length}`);
  return parts.length > 0 ? parts.join(', ') : 'nothing';
};
