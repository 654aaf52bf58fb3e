import type { IpRange } from '#base/cidr.ts';
import type { LineProblems } from './problem.ts';

interface Placed extends IpRange {
  readonly line: number;
}

/** Ranges of one file, each address of which somebody holds once. */
export class Overlaps {
  readonly #ranges: Record<'ipv4' | 'ipv6', Placed[]> = { ipv4: [], ipv6: [] };

  add(version: 'ipv4' | 'ipv6', range: IpRange, line: number): void {
    this.#ranges[version].push({ ...range, line });
  }

  /** One problem for each range that shares addresses with one before it. */
  report(problems: LineProblems): void {
    for (const ranges of Object.values(this.#ranges)) {
      ranges.sort((a, b) => (a.first < b.first ? -1 : a.first > b.first ? 1 : a.line - b.line));
      let widest: Placed | undefined;
      for (const range of ranges) {
        if (widest && range.first <= widest.last) {
          const [later, earlier] = range.line > widest.line ? [range, widest] : [widest, range];
          problems.add(later.line, `it shares addresses with line ${earlier.line}`, true);
        }
        if (!widest || range.last > widest.last) widest = range;
      }
    }
  }
}
