import type { Recovery, State, Verb } from '#model/failure.ts';
import { VERBS } from '#model/failure.ts';
import type { Style } from '../output/style.ts';

/** How an answer of the analysis reads to a person. */

/** A state with its colour; the word alone says it too. */
export const stateText = (state: State, style: Style): string => {
  const paint = { unaffected: style.green, 'other-path': style.yellow, lost: style.red, never: style.dim };
  return paint[state](state);
};

/** Who mends it, and from where. */
export const recoveryText = (recovery: Recovery): string => {
  switch (recovery.how) {
    case 'itself':
      return 'ends by itself';
    case 'remote':
      return `from the sofa: ${recovery.verb} ${recovery.device}`;
    case 'third-party':
      return `somebody else: ${recovery.who}`;
    case 'hands-later':
      return 'hands, but not tonight';
    case 'hands-now':
      return 'HANDS NOW';
  }
};

/** `ssh 3, console 1`; `nothing` when no verb is lost. */
export const lostText = (lost: Readonly<Record<Verb, readonly string[]>>): string => {
  const parts = VERBS.filter((verb) => lost[verb].length > 0).map((verb) => `${verb} ${lost[verb].length}`);
  return parts.length > 0 ? parts.join(', ') : 'nothing';
};

/** Ids, the first few of them. */
export const someOf = (ids: readonly string[], most = 4): string =>
  ids.length <= most ? ids.join(', ') : `${ids.slice(0, most).join(', ')} and ${ids.length - most} more`;
