/** A line of a source that cannot be what it should. */
export interface LineProblem {
  /** Counted from 1. */
  readonly line: number;
  readonly text: string;
  /** A miscount or an overlap: the registry's mistake as likely as a broken download. */
  readonly doubtful?: boolean;
}

/** More than these are counted, not told. */
const MOST = 20;

/** Collects problems of one file, so many and no more. */
export class LineProblems {
  readonly list: LineProblem[] = [];
  /** How many there are beside those of the list. */
  more = 0;

  add(line: number, text: string, doubtful = false): void {
    if (this.list.length < MOST) this.list.push({ line, text, ...(doubtful ? { doubtful } : {}) });
    else this.more++;
  }
}

/** A value of a hostile file, short enough to be shown. */
export const shown = (text: string): string =>
  JSON.stringify(text.length > 60 ? `${text.slice(0, 60)}...` : text);
