import { type IpRange, joined, prefixesOf } from '#base/cidr.ts';
import { type Ip, ipText } from '#base/ip.ts';
import type { CountryRanges, CountrySnapshot } from '#model/country-block.ts';
import { isDelegated, readDelegated } from './delegated.ts';
import { isLocation, readLocation } from './location.ts';
import { LineProblems } from './problem.ts';
import { sha256 } from './snapshot-text.ts';
import type { Ranges, SourceText } from './source.ts';

/** A file as it was named and read. */
export interface GivenFile {
  readonly file: string;
  readonly text: string;
}

/** A problem with the file that it is in; without a line it is the file's as a whole. */
export interface FileProblem {
  readonly file: string;
  readonly line?: number;
  readonly text: string;
  readonly doubtful?: boolean;
  readonly hint?: string;
}

export interface Collected {
  /** Absent where a problem stands in its way. */
  readonly snapshot?: CountrySnapshot;
  readonly problems: readonly FileProblem[];
  readonly lines: number;
}

interface Read {
  readonly file: string;
  readonly hash: string;
  readonly source: SourceText;
}

const reader = (text: string) => {
  if (isDelegated(text)) return readDelegated;
  return isLocation(text) ? readLocation : undefined;
};

const UNKNOWN: Pick<FileProblem, 'text' | 'hint'> = {
  text: 'it is neither a statistics file of a registry nor an export of "location"',
  hint: 'a registry calls its file delegated-<registry>-extended-latest; or: location export --format nftables --directory . CH',
};

const readOne = ({ file, text }: GivenFile, wanted: ReadonlySet<string>, problems: FileProblem[]): Read[] => {
  const read = reader(text);
  if (!read) {
    problems.push({ file, ...UNKNOWN });
    return [];
  }
  const found = new LineProblems();
  const source = read(text, wanted, found);
  problems.push(...found.list.map((problem) => ({ file, ...problem })));
  if (found.more > 0) problems.push({ file, text: `${found.more} more lines of it are wrong` });
  return [{ file, hash: sha256(text), source }];
};

/** The same registry twice would be two days of one truth. Exports of `location` come a file a country and version. */
const twice = (reads: readonly Read[]): FileProblem[] =>
  reads.flatMap(({ file, hash, source }, at) => {
    const before = reads
      .slice(0, at)
      .find((one) => one.hash === hash || (one.source.name === source.name && source.name !== 'location'));
    return before
      ? [{ file, text: `it is of ${source.name}, as "${before.file}" is, expected each once` }]
      : [];
  });

const SOME_YEARS_AGO = '1990-01-01';

const undated = (reads: readonly Read[], date: string | undefined): FileProblem[] =>
  reads
    .filter(({ source }) => source.taken === undefined && date === undefined)
    .filter(({ source }) => source.name !== 'unknown')
    .map(({ file }) => ({
      file,
      text: 'it does not say of what day it is',
      hint: '--date says it; "location version" tells the day of its data',
    }));

interface Owned extends IpRange {
  readonly country: string;
  readonly file: string;
}

const ownedOf = (reads: readonly Read[], version: 'ipv4' | 'ipv6'): Owned[] =>
  reads.flatMap(({ file, source }) =>
    [...source.ranges].flatMap(([country, ranges]) =>
      joined(ranges[version]).map((range) => ({ ...range, country, file })),
    ),
  );

/** Addresses that two countries have, by two files. */
const contested = (reads: readonly Read[], version: 'ipv4' | 'ipv6'): FileProblem[] => {
  const sorted = ownedOf(reads, version).sort((a, b) => (a.first < b.first ? -1 : 1));
  const ip = (value: bigint): string => ipText({ version: version === 'ipv4' ? 4 : 6, value } satisfies Ip);
  const found: FileProblem[] = [];
  let widest: Owned | undefined;
  for (const range of sorted) {
    if (widest && range.first <= widest.last && range.country !== widest.country)
      found.push({
        file: range.file,
        text: `${ip(range.first)} is in ${range.country}, and in ${widest.country} by "${widest.file}"`,
        doubtful: true,
      });
    if (!widest || range.last > widest.last) widest = range;
  }
  return found.slice(0, 20);
};

const empty = (countries: readonly CountryRanges[]): FileProblem[] =>
  countries
    .filter(({ ipv4, ipv6 }) => ipv4.length + ipv6.length === 0)
    .map(({ country }) => ({
      file: '',
      text: `no file has an address of ${country}`,
      hint: "each registry has countries of its own: give the file of that country's registry as well",
    }));

const rangesOf = (reads: readonly Read[], country: string): Ranges => {
  const all = reads.flatMap(({ source }) => source.ranges.get(country) ?? []);
  return { ipv4: all.flatMap(({ ipv4 }) => ipv4), ipv6: all.flatMap(({ ipv6 }) => ipv6) };
};

const byCountry = (reads: readonly Read[], wanted: readonly string[]): CountryRanges[] =>
  wanted.map((country) => {
    const { ipv4, ipv6 } = rangesOf(reads, country);
    return { country, ipv4: prefixesOf(4, ipv4), ipv6: prefixesOf(6, ipv6) };
  });

/** How doubts are taken: as errors, or as warnings. */
export interface CollectOptions {
  /** The day of files that do not say it; an ISO date. */
  readonly date?: string;
  readonly lenient?: boolean;
}

/** What files say of the addresses of some countries, joined and sorted; or everything that is wrong with them. */
export const collectCountries = (
  files: readonly GivenFile[],
  wanted: readonly string[],
  { date, lenient = false }: CollectOptions = {},
): Collected => {
  const problems: FileProblem[] = [];
  const names = new Set(wanted);
  const reads = files.flatMap((given) => readOne(given, names, problems));
  const countries = byCountry(reads, [...wanted].sort());
  problems.push(
    ...twice(reads),
    ...undated(reads, date),
    ...contested(reads, 'ipv4'),
    ...contested(reads, 'ipv6'),
  );
  if (problems.length === 0 || lenient) problems.push(...empty(countries));
  const lines = reads.reduce((sum, { source }) => sum + source.lines, 0);
  if (problems.some(({ doubtful }) => !(doubtful && lenient))) return { problems, lines };
  const sources = reads.map(({ hash, source }) => ({
    name: source.name,
    taken: source.taken ?? date ?? SOME_YEARS_AGO,
    sha256: hash,
  }));
  const taken = sources.map((source) => source.taken).sort()[0] ?? SOME_YEARS_AGO;
  return { snapshot: { taken, sources: sources.sort(byName), countries }, problems, lines };
};

const byName = (a: { name: string; sha256: string }, b: { name: string; sha256: string }): number =>
  a.name === b.name ? (a.sha256 < b.sha256 ? -1 : 1) : a.name < b.name ? -1 : 1;
