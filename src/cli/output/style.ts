import picocolors from 'picocolors';
import { wrap } from './wrap.ts';

/** How text may be emphasised; every function returns its text unchanged where colour is off. */
export interface Style {
  readonly bold: (text: string) => string;
  readonly dim: (text: string) => string;
  readonly red: (text: string) => string;
  readonly green: (text: string) => string;
  readonly yellow: (text: string) => string;
  readonly cyan: (text: string) => string;
  /** Prose in lines that fit the terminal; a pipe or file gets whole lines, which tools search. */
  readonly wrap: (text: string, hanging?: number) => string;
}

/** The style of a stream: colours or none, and how many columns it has. Meaning is never in the colour alone. */
export const makeStyle = (colour: boolean, width = Number.POSITIVE_INFINITY): Style => {
  const { bold, dim, red, green, yellow, cyan } = picocolors.createColors(colour);
  return { bold, dim, red, green, yellow, cyan, wrap: (text, hanging) => wrap(text, width, hanging) };
};

/** No colours: for files, tests and JSON. */
export const PLAIN: Style = makeStyle(false);

/** Whether a stream gets colours: a terminal that is not dumb, and nobody said no (https://no-color.org). */
export const wantsColour = (
  terminal: boolean,
  env: Readonly<Record<string, string | undefined>>,
  refused: boolean,
): boolean => terminal && !refused && !env.NO_COLOR && env.TERM !== 'dumb';

/** Nobody reads lines that are longer, however wide the window. */
const WIDEST = 120;

/** Columns for prose: as many as the terminal has, within reason; where nobody looks, lines have no end. */
export const widthOf = (terminal: boolean, columns: number): number =>
  terminal ? Math.max(40, Math.min(columns, WIDEST)) : Number.POSITIVE_INFINITY;
