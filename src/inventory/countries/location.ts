import { parsePrefix, prefixRange } from '#base/ip.ts';
import { Holdings } from './holdings.ts';
import { type LineProblems, shown } from './problem.ts';
import { eachLine, LONGEST_LINE, type SourceText } from './source.ts';

/**
 * What `location export --format nftables CH` of Debian's package "location" writes (location(1)): `CHv4.set`, `CHv6.set`, each
 * `define CHv4 = {`, a prefix a line, `}`. It says no day.
 */
const HEAD = /^define ([A-Z]{2})v([46]) = \{$/;

/** Whether a text is such an export. */
export const isLocation = (text: string): boolean =>
  /^\s*define [A-Z]{2}v[46] = \{/.test(text.slice(0, 4096));

interface Open {
  readonly country: string;
  readonly version: 4 | 6;
}

class Reader {
  readonly holdings: Holdings;
  #open: Open | undefined;
  #last = 0;
  readonly #problems: LineProblems;

  constructor(wanted: ReadonlySet<string>, problems: LineProblems) {
    this.holdings = new Holdings(wanted);
    this.#problems = problems;
  }

  line(line: string, at: number): void {
    this.#last = at;
    const text = line.trim();
    if (text === '' || text.startsWith('#')) return;
    const wrong = this.#read(line, text, at);
    if (wrong !== undefined) this.#problems.add(at, wrong);
  }

  #read(line: string, text: string, at: number): string | undefined {
    if (line.length > LONGEST_LINE) return `the line has ${line.length} letters, more than ${LONGEST_LINE}`;
    return this.#open ? this.#inside(this.#open, text, at) : this.#outside(text);
  }

  finish(): void {
    if (this.#open) this.#problems.add(this.#last, 'the list does not end, expected "}": is the file whole?');
    this.holdings.report(this.#problems);
  }

  #outside(text: string): string | undefined {
    const [, country, version] = HEAD.exec(text) ?? [];
    if (country === undefined)
      return `${shown(text)} is no head of a list, expected such as "define CHv4 = {"`;
    this.#open = { country, version: version === '4' ? 4 : 6 };
    return undefined;
  }

  #inside(open: Open, text: string, at: number): string | undefined {
    if (text === '}') {
      this.#open = undefined;
      return undefined;
    }
    const prefix = parsePrefix(text.replace(/,$/, ''));
    if (prefix?.ip.version !== open.version || prefixRange(prefix).first !== prefix.ip.value)
      return `${shown(text)} is no IPv${open.version} prefix`;
    const version = open.version === 4 ? 'ipv4' : 'ipv6';
    this.holdings.add(open.country, version, prefixRange(prefix), at);
    return undefined;
  }
}

/** What such an export says of some countries. */
export const readLocation = (
  text: string,
  wanted: ReadonlySet<string>,
  problems: LineProblems,
): SourceText => {
  const reader = new Reader(wanted, problems);
  const lines = eachLine(text, (line, at) => reader.line(line, at));
  reader.finish();
  return { name: 'location', ranges: reader.holdings.ranges, lines };
};
