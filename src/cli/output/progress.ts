import type { Stdio } from './stdio.ts';

/** What is going on, for a person who waits. Silent unless stderr is a terminal. */
export interface Progress {
  /** Replaces the line that shows. */
  readonly show: (text: string) => void;
  /** Removes the line that shows; whoever prints next calls it first. */
  readonly clear: () => void;
}

const SILENT: Progress = { show: () => {}, clear: () => {} };

/** Clears the line and goes to its start (ECMA-48 EL and CR). */
const CLEAR_LINE = '\r\u001b[2K';

/** The progress line of a terminal, or one that never shows. */
export const makeProgress = (io: Stdio, quiet: boolean): Progress => {
  if (!io.errTerminal || quiet) return SILENT;
  let shown = false;
  return {
    show: (text) => {
      shown = true;
      io.err(`${CLEAR_LINE}${text.slice(0, Math.max(20, io.columns - 1))}`);
    },
    clear: () => {
      if (shown) io.err(CLEAR_LINE);
      shown = false;
    },
  };
};
