import type { IpRange } from '#base/cidr.ts';
import { Overlaps } from './overlaps.ts';
import type { LineProblems } from './problem.ts';
import { addRange, type Ranges } from './source.ts';

/** Who holds which addresses, as the lines of one file say: those of the wanted countries, and whether any are held twice. */
export class Holdings {
  readonly ranges = new Map<string, Ranges>();
  readonly #wanted: ReadonlySet<string>;
  readonly #overlaps = new Overlaps();

  constructor(wanted: ReadonlySet<string>) {
    this.#wanted = wanted;
  }

  add(country: string, version: 'ipv4' | 'ipv6', range: IpRange, line: number): void {
    this.#overlaps.add(version, range, line);
    if (this.#wanted.has(country)) addRange(this.ranges, country, version, range);
  }

  /** What is held twice, once all lines are read. */
  report(problems: LineProblems): void {
    this.#overlaps.report(problems);
  }
}
