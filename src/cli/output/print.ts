import { spellControls } from '#base/control.ts';
import type { Outcome } from '../command.ts';
import { envelopeText } from './envelope.ts';
import { findingsText } from './findings.ts';
import type { Stdio } from './stdio.ts';
import { makeStyle, wantsColour, widthOf } from './style.ts';

/** How an outcome is to be printed. */
export interface PrintOptions {
  readonly json: boolean;
  readonly quiet: boolean;
  readonly noColour: boolean;
}

/** The colours that a style makes (ECMA-48 8.3.117, SGR). */
// biome-ignore lint/suspicious/noControlCharactersInRegex: it is about them
const COLOURS = /(\u001b\[[0-9;]*m)/;

/** A text as it may reach a terminal: with its colours, if it has some by right, and every other control spelt out. */
const harmless = (text: string, coloured: boolean): string =>
  (coloured ? text.split(COLOURS) : [text])
    .map((part, i) => (i % 2 === 1 ? part : spellControls(part, '\n\t')))
    .join('');

/** Prints an outcome: the answer on stdout; findings that are not the answer itself on stderr. */
export const printOutcome = (outcome: Outcome, schema: string, io: Stdio, options: PrintOptions): void => {
  if (options.json) {
    io.out(envelopeText(schema, outcome));
    return;
  }
  const coloured = (terminal: boolean) => wantsColour(terminal, io.env, options.noColour);
  const styleOf = (terminal: boolean) => makeStyle(coloured(terminal), widthOf(terminal, io.columns));
  const text = harmless(outcome.text(styleOf(io.outTerminal)), coloured(io.outTerminal));
  if (text !== '') io.out(text.endsWith('\n') ? text : `${text}\n`);
  if (outcome.showsFindings) return;
  const rest = options.quiet ? outcome.findings.filter((f) => f.severity === 'error') : outcome.findings;
  io.err(findingsText(rest, styleOf(io.errTerminal)));
};
