import type { IpRange } from '#base/cidr.ts';
import { parseIp } from '#base/ip.ts';
import { Holdings } from './holdings.ts';
import { type LineProblems, shown } from './problem.ts';
import { eachLine, LONGEST_LINE, type SourceText } from './source.ts';

/**
 * The registries' statistics files, `delegated-<registry>-extended-latest`: "RIR statistics exchange format" of the five registries
 * (APNIC's site has it; section 4: header, summaries, records). The plain files without "extended" read alike.
 */

/** Whether a text is such a file: its first line that is no remark is a header. */
export const isDelegated = (text: string): boolean =>
  /^(?:[ \t]*(?:#[^\n]*)?\r?\n)*2(?:\.\d+)?\|/.test(text.slice(0, 65_536));

const TYPES = ['asn', 'ipv4', 'ipv6'] as const;
type Type = (typeof TYPES)[number];
/** Section 4.3; "available" and "reserved" are those of the extended files, and belong to nobody. */
const HELD: Readonly<Record<string, boolean>> = {
  allocated: true,
  assigned: true,
  available: false,
  reserved: false,
};

const SPACE = { 4: 1n << 32n, 6: 1n << 128n } as const;

const range4 = (start: string, value: string): IpRange | string => {
  const ip = start.includes(':') ? undefined : parseIp(start);
  if (!ip) return `${shown(start)} is no IPv4 address`;
  if (!/^[1-9]\d{0,9}$/.test(value)) return `${shown(value)} is no number of addresses`;
  const last = ip.value + BigInt(value) - 1n;
  return last < SPACE[4] ? { first: ip.value, last } : `${value} addresses from ${start} go beyond the last`;
};

const range6 = (start: string, value: string): IpRange | string => {
  const ip = start.includes(':') ? parseIp(start) : undefined;
  if (!ip) return `${shown(start)} is no IPv6 address`;
  const length = /^\d{1,3}$/.test(value) ? Number(value) : 129;
  if (length > 128) return `${shown(value)} is no length of an IPv6 prefix, expected 0 to 128`;
  const size = 1n << BigInt(128 - length);
  return ip.value % size === 0n
    ? { first: ip.value, last: ip.value + size - 1n }
    : `${start}/${length} is no prefix: it does not begin where one of that length does`;
};

interface Header {
  readonly registry: string;
  readonly records: number;
  readonly taken: string;
}

/** `20261101` as an ISO date. */
const isoDay = (text: string): string | undefined => {
  const iso = text.replace(/^(\d{4})(\d\d)(\d\d)$/, '$1-$2-$3');
  const day = new Date(`${iso}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(iso) && iso.length === 10
    ? iso
    : undefined;
};

/** Section 4.2: version|registry|serial|records|startdate|enddate|UTCoffset. */
const headerOf = (line: string): Header | string => {
  const [version = '', registry = '', , records = '', , end = '', ...rest] = line.split('|');
  if (!/^2(\.\d+)?$/.test(version) || rest.length !== 1)
    return `${shown(line)} is no header, expected version|registry|serial|records|startdate|enddate|UTCoffset`;
  if (!/^[a-z]{2,16}$/.test(registry)) return `${shown(registry)} is no registry`;
  if (!/^\d{1,9}$/.test(records)) return `${shown(records)} is no number of records`;
  const taken = isoDay(end);
  return taken === undefined
    ? `${shown(end)} is no day, expected such as "20261101"`
    : { registry, records: Number(records), taken };
};

const isType = (text: string): text is Type => (TYPES as readonly string[]).includes(text);

/** A record of addresses; `held`: somebody has them. */
interface Holding {
  readonly country: string;
  readonly start: string;
  readonly value: string;
  readonly held: boolean;
}

/** Reads line by line; what is wrong goes to the problems. */
class Reader {
  readonly holdings: Holdings;
  readonly #problems: LineProblems;
  readonly #counts: Record<Type, number> = { asn: 0, ipv4: 0, ipv6: 0 };
  readonly #summaries: { readonly type: Type; readonly count: number; readonly line: number }[] = [];
  #header: Header | undefined;
  #headerLine = 0;

  constructor(wanted: ReadonlySet<string>, problems: LineProblems) {
    this.holdings = new Holdings(wanted);
    this.#problems = problems;
  }

  line(line: string, at: number): void {
    if (line.length > LONGEST_LINE)
      this.#problems.add(at, `the line has ${line.length} letters, more than ${LONGEST_LINE}`);
    else if (line.trim() === '' || line.startsWith('#')) return;
    else if (this.#headerLine === 0) this.#readHeader(line, at);
    else this.#readRow(line.split('|'), at);
  }

  /** Counts and overlaps, once all lines are read. */
  finish(): Header | undefined {
    const header = this.#header;
    const records = this.#counts.asn + this.#counts.ipv4 + this.#counts.ipv6;
    if (header && header.records !== records)
      this.#problems.add(
        this.#headerLine,
        `the header says ${header.records} records and there are ${records}: is the file whole?`,
        true,
      );
    for (const { type, count, line } of this.#summaries)
      if (count !== this.#counts[type])
        this.#problems.add(
          line,
          `the summary says ${count} records of ${type} and there are ${this.#counts[type]}`,
          true,
        );
    this.holdings.report(this.#problems);
    return header;
  }

  #readHeader(line: string, at: number): void {
    const header = headerOf(line);
    this.#headerLine = at;
    if (typeof header === 'string') this.#problems.add(at, header);
    else this.#header = header;
  }

  #readRow(fields: readonly string[], at: number): void {
    const isSummary = fields.length === 6 && fields[5] === 'summary';
    const wrong = isSummary ? this.#readSummary(fields, at) : this.#readRecord(fields, at);
    if (wrong !== undefined) this.#problems.add(at, wrong);
  }

  #readSummary(fields: readonly string[], at: number): string | undefined {
    const [, , type = '', , count = ''] = fields;
    if (!isType(type) || !/^\d{1,9}$/.test(count))
      return `${shown(`${type}|${count}`)} is no summary, expected a type and a number`;
    this.#summaries.push({ type, count: Number(count), line: at });
    return undefined;
  }

  #readRecord(fields: readonly string[], at: number): string | undefined {
    const [, country = '', type = '', start = '', value = '', , status = ''] = fields;
    if (fields.length < 7) return `${fields.length} fields, expected 7 or more`;
    if (!isType(type)) return `${shown(type)} is no type, expected asn, ipv4 or ipv6`;
    this.#counts[type]++;
    const held = Object.hasOwn(HELD, status) ? HELD[status] : undefined;
    if (held === undefined) return `${shown(status)} is no status, expected ${Object.keys(HELD).join(', ')}`;
    if (!/^[A-Z]{2}$/.test(country) && (held || country !== ''))
      return `${shown(country)} is no country, expected two capital letters`;
    return type === 'asn' ? undefined : this.#readRange(type, { country, start, value, held }, at);
  }

  #readRange(type: 'ipv4' | 'ipv6', record: Holding, at: number): string | undefined {
    const { country, start, value, held } = record;
    const range = type === 'ipv4' ? range4(start, value) : range6(start, value);
    if (typeof range === 'string') return range;
    if (!held) return undefined;
    this.holdings.add(country, type, range, at);
    return undefined;
  }
}

/** What such a file says of some countries. */
export const readDelegated = (
  text: string,
  wanted: ReadonlySet<string>,
  problems: LineProblems,
): SourceText => {
  const reader = new Reader(wanted, problems);
  const lines = eachLine(text, (line, at) => reader.line(line, at));
  const header = reader.finish();
  return {
    name: header?.registry ?? 'unknown',
    ...(header ? { taken: header.taken } : {}),
    ranges: reader.holdings.ranges,
    lines,
  };
};
