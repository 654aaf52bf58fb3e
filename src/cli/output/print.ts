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

/** Prints an outcome: the answer on stdout; findings that are not the answer itself on stderr. */
export const printOutcome = (outcome: Outcome, schema: string, io: Stdio, options: PrintOptions): void => {
  if (options.json) {
    io.out(envelopeText(schema, outcome));
    return;
  }
  const styleOf = (terminal: boolean) =>
    makeStyle(wantsColour(terminal, io.env, options.noColour), widthOf(terminal, io.columns));
  const text = outcome.text(styleOf(io.outTerminal));
  if (text !== '') io.out(text.endsWith('\n') ? text : `${text}\n`);
  if (outcome.showsFindings) return;
  const rest = options.quiet ? outcome.findings.filter((f) => f.severity === 'error') : outcome.findings;
  io.err(findingsText(rest, styleOf(io.errTerminal)));
};
