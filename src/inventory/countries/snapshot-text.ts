import { createHash } from 'node:crypto';
import { networkText, type Prefix, parsePrefix, prefixRange } from '#base/ip.ts';
import { fail, ok, type Result } from '#base/result.ts';
import type { CountryRanges, CountrySnapshot, CountrySource } from '#model/country-block.ts';
import { type LineProblem, shown } from './problem.ts';
import { eachLine } from './source.ts';

/**
 * The snapshot as a file beside the inventory: plain text, sorted, one prefix a line, and the hash of all of it in the last line, so that a
 * file that was cut, merged or edited is noticed before it becomes a packet filter.
 */
const FORMAT = 'relaxops-countries 1';
const REMARK =
  '# Addresses by country, from registries. Written by "relaxops countries import"; do not edit, import anew.';
const HASH = /^sha256 ([0-9a-f]{64})$/;

/** SHA-256 in hexadecimal digits. */
export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

const countryLines = ({ country, ipv4, ipv6 }: CountryRanges): string[] => [
  `country ${country} ${ipv4.length} ${ipv6.length}`,
  ...ipv4,
  ...ipv6,
];

/** The snapshot as text. */
export const snapshotText = ({ taken, sources, countries }: CountrySnapshot): string => {
  const lines = [
    REMARK,
    FORMAT,
    `taken ${taken}`,
    ...sources.map((source) => `source ${source.name} ${source.taken} ${source.sha256}`),
    ...countries.flatMap(countryLines),
  ];
  const text = `${lines.join('\n')}\n`;
  return `${text}sha256 ${sha256(text)}\n`;
};

const SOURCE = /^source ([a-z]{2,16}) (\d{4}-\d\d-\d\d) ([0-9a-f]{64})$/;
const COUNTRY = /^country ([A-Z]{2}) (\d{1,7}) (\d{1,7})$/;

interface Section {
  readonly country: string;
  /** How many the head announces. */
  readonly announced: readonly [number, number];
  readonly ipv4: string[];
  readonly ipv6: string[];
}

/** Reads the lines between the format and the hash. */
class Reader {
  problem: LineProblem | undefined;
  taken = '';
  readonly sources: CountrySource[] = [];
  readonly sections: Section[] = [];
  #before: Prefix | undefined;

  line(text: string, line: number): void {
    if (this.problem || text.startsWith('#') || text === FORMAT || HASH.test(text)) return;
    const wrong = this.#read(text);
    if (wrong !== undefined) this.problem = { line, text: wrong };
  }

  #read(text: string): string | undefined {
    const [, taken] = /^taken (\d{4}-\d\d-\d\d)$/.exec(text) ?? [];
    if (taken !== undefined) {
      this.taken = taken;
      return undefined;
    }
    const [, name, day, hash] = SOURCE.exec(text) ?? [];
    if (name !== undefined && day !== undefined && hash !== undefined) {
      this.sources.push({ name, taken: day, sha256: hash });
      return undefined;
    }
    const [, country, v4, v6] = COUNTRY.exec(text) ?? [];
    if (country === undefined) return this.#prefix(text);
    this.sections.push({ country, announced: [Number(v4), Number(v6)], ipv4: [], ipv6: [] });
    this.#before = undefined;
    return undefined;
  }

  #prefix(text: string): string | undefined {
    const prefix = parsePrefix(text);
    const section = this.sections.at(-1);
    if (!prefix || networkText(prefix) !== text || !section)
      return `${shown(text)} is no prefix of a country`;
    const before = this.#before;
    const sorted =
      !before ||
      before.ip.version < prefix.ip.version ||
      (before.ip.version === prefix.ip.version && prefixRange(before).last < prefix.ip.value);
    if (!sorted) return `${text} is not behind the prefix before it`;
    this.#before = prefix;
    section[prefix.ip.version === 4 ? 'ipv4' : 'ipv6'].push(text);
    return undefined;
  }
}

const miscounted = ({ announced: [v4, v6], ipv4, ipv6 }: Section): boolean =>
  v4 !== ipv4.length || v6 !== ipv6.length;

/** Whether the last line has the hash of all before it. */
const isWhole = (text: string): boolean => {
  const at = text.lastIndexOf('\nsha256 ') + 1;
  const [, hash] = HASH.exec(text.slice(at).trimEnd()) ?? [];
  return hash !== undefined && hash === sha256(text.slice(0, at));
};

/** The snapshot that a text holds, or the first line that is wrong. */
export const readSnapshot = (text: string): Result<CountrySnapshot, LineProblem> => {
  const format = text.split('\n', 2).at(-1) ?? '';
  if (format !== FORMAT) return fail({ line: 2, text: `${shown(format)} is not "${FORMAT}"` });
  const reader = new Reader();
  const lines = eachLine(text, (line, at) => reader.line(line, at));
  if (reader.problem) return fail(reader.problem);
  const short = reader.sections.find(miscounted);
  if (short)
    return fail({
      line: lines,
      text: `country ${short.country} has more or fewer prefixes than its head says`,
    });
  if (!isWhole(text) || reader.taken === '' || reader.sources.length === 0)
    return fail({
      line: lines,
      text: 'the hash is not that of the lines before it: the file was cut or edited',
    });
  const countries = reader.sections.map(({ country, ipv4, ipv6 }) => ({ country, ipv4, ipv6 }));
  return ok({ taken: reader.taken, sources: reader.sources, countries });
};
