import type { Place } from '#base/place.ts';

/** When sources outside operators' countries are refused at doors: always, or while attack mode is on (T39). */
export const COUNTRY_BLOCKS = ['always', 'attack'] as const;
export type CountryBlockWhen = (typeof COUNTRY_BLOCKS)[number];

/** The wish to let only operators' countries knock at doors. */
export interface CountryBlock {
  readonly when: CountryBlockWhen;
  /** ISO 3166-1 alpha-2, sorted: those of operators and their networks, and those that are named besides. */
  readonly countries: readonly string[];
  /** Days after which registries' data counts as old. */
  readonly maxAge: number;
  /** The file of the snapshot, as messages call it. */
  readonly file: string;
  /** What registries said of these countries; absent: nobody imported it. */
  readonly snapshot?: CountrySnapshot;
  readonly place: Place;
}

/** Addresses of countries, as registries had them on a day. */
export interface CountrySnapshot {
  /** The day of the oldest source; an ISO date. */
  readonly taken: string;
  readonly sources: readonly CountrySource[];
  readonly countries: readonly CountryRanges[];
}

/** A file that a snapshot was made from. */
export interface CountrySource {
  /** Registry (`ripencc`), or `location` for Debian's tool. */
  readonly name: string;
  /** ISO date. */
  readonly taken: string;
  /** SHA-256 of the file, in hexadecimal digits. */
  readonly sha256: string;
}

/** Prefixes of a country: sorted, none within another, none that could be joined. */
export interface CountryRanges {
  readonly country: string;
  readonly ipv4: readonly string[];
  readonly ipv6: readonly string[];
}

/** Countries of the block that the snapshot has no addresses of; all of them where there is none. */
export const countriesWithoutRanges = ({ countries, snapshot }: CountryBlock): string[] => {
  const known = new Set(snapshot?.countries.map(({ country }) => country));
  return countries.filter((country) => !known.has(country));
};

/** The ranges of the countries that the block asks for; a snapshot may have more. */
export const rangesOf = ({ countries, snapshot }: CountryBlock): CountryRanges[] =>
  (snapshot?.countries ?? []).filter(({ country }) => countries.includes(country));
