import type { IpRange } from '#base/cidr.ts';

/** Ranges of one country, by version. */
export interface Ranges {
  readonly ipv4: IpRange[];
  readonly ipv6: IpRange[];
}

/** What one file says of the countries that were asked for. */
export interface SourceText {
  /** Registry, or `location`. */
  readonly name: string;
  /** ISO date, where the file says it. */
  readonly taken?: string;
  readonly ranges: ReadonlyMap<string, Ranges>;
  /** Lines that were read. */
  readonly lines: number;
}

/** Adds a range to a country's. */
export const addRange = (
  all: Map<string, Ranges>,
  country: string,
  version: 'ipv4' | 'ipv6',
  range: IpRange,
): void => {
  const known = all.get(country) ?? { ipv4: [], ipv6: [] };
  all.set(country, known);
  known[version].push(range);
};

/** Longer lines are in no such file. */
export const LONGEST_LINE = 1000;

/** Calls with each line and its number, from 1; no array of all lines is made. */
export const eachLine = (text: string, call: (line: string, at: number) => void): number => {
  let at = 0;
  for (let start = 0; start < text.length; at++) {
    const end = text.indexOf('\n', start);
    const stop = end < 0 ? text.length : end;
    const carriage = stop > start && text.charCodeAt(stop - 1) === 13 ? 1 : 0;
    call(text.slice(start, stop - carriage), at + 1);
    start = stop + 1;
  }
  return at;
};
