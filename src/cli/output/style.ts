import picocolors from 'picocolors';

/** How text may be emphasised; every function returns its text unchanged where colour is off. */
export interface Style {
  readonly bold: (text: string) => string;
  readonly dim: (text: string) => string;
  readonly red: (text: string) => string;
  readonly green: (text: string) => string;
  readonly yellow: (text: string) => string;
  readonly cyan: (text: string) => string;
}

/** The style of a stream: colours or none. Meaning is never in the colour alone. */
export const makeStyle = (colour: boolean): Style => {
  const { bold, dim, red, green, yellow, cyan } = picocolors.createColors(colour);
  return { bold, dim, red, green, yellow, cyan };
};

/** No colours: for files, tests and JSON. */
export const PLAIN: Style = makeStyle(false);

/** Whether a stream gets colours: a terminal that is not dumb, and nobody said no (https://no-color.org). */
export const wantsColour = (
  terminal: boolean,
  env: Readonly<Record<string, string | undefined>>,
  refused: boolean,
): boolean => terminal && !refused && !env.NO_COLOR && env.TERM !== 'dumb';
