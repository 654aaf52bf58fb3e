import { KINDS, kindOf } from '#secrets/needs.ts';
import type { Trouble } from '#secrets/trouble.ts';
import type { Outcome } from '../command.ts';
import { cannot } from '../outcome.ts';

/** How many of each kind: `  ssh-host-key   12  proves a host to ssh`. */
export const kindsText = (names: readonly string[]): string => {
  const rows = Object.entries(KINDS)
    .map(([kind, what]) => ({ kind, what, count: names.filter((name) => kindOf(name) === kind).length }))
    .filter(({ count }) => count > 0);
  const width = Math.max(0, ...rows.map(({ kind }) => kind.length));
  const lines = rows.map(
    ({ kind, what, count }) => `  ${kind.padEnd(width)}  ${String(count).padStart(5)}  ${what}\n`,
  );
  return lines.join('');
};

/** Names in columns of one, for lists that people work through. */
export const namesText = (names: readonly string[]): string => names.map((name) => `  ${name}\n`).join('');

/** Something that cannot be done, as an answer. */
export const troubled = ({ text, hint }: Trouble): Outcome => cannot(text, hint);
