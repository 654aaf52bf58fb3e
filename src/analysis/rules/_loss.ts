import { VERBS, type Verb } from '#model/failure.ts';
import type { VerbFact } from '../state.ts';
import { counted } from './_text.ts';

const NAMES: Readonly<Record<Verb, string>> = { ssh: 'ssh to', console: 'the console of', power: 'power of' };

/** `ssh to 12 devices and the console of 3`. */
export const lossText = (lost: readonly VerbFact[]): string => {
  const parts = VERBS.flatMap((verb) => {
    const count = lost.filter((v) => v.verb === verb).length;
    return count === 0 ? [] : [`${NAMES[verb]} ${counted(count, 'device')}`];
  });
  return parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;
};
