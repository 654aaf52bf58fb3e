import type { Result } from '#base/result.ts';
import { COUNTRY_BLOCKS, type CountryBlock } from '#model/country-block.ts';
import type { Operator, OperatorNetwork } from '#model/network.ts';
import { readSnapshot } from './countries/snapshot-text.ts';
import { keyPlace } from './node.ts';
import { countryShape } from './operators.ts';
import type { Report } from './report.ts';
import { described, integer, list, located, object, oneOf, text } from './shape.ts';

/** Registries publish each day; no source says when that is too old. A quarter is ours, as for reviews (R30). */
const MAX_AGE = 90;
const FILE = 'countries.txt';

/** Section `country-block`. */
export const countryBlockShape = object('a country block', {
  when: described(
    'with "attack" only while attack mode is on, where it lets these countries in besides known networks',
    oneOf('bad-value', 'a time for it', COUNTRY_BLOCKS),
  ),
  countries: described('besides those of operators and their networks', list(countryShape, 'countries')),
  'max-age': described("days after which registries' data counts as old", integer(1, 3650)),
  snapshot: described(
    'the file that "relaxops countries import" writes, beside the inventory',
    located(text('the name of a file', '^[^/].*$')),
  ),
});

type Written = NonNullable<ReturnType<typeof countryBlockShape.read>>;

/** A file of the inventory: its name in messages, and its text if it can be had. */
export type OpenFile = (name: string) => {
  readonly file: string;
  readonly text: Result<string, string>;
};

const snapshotOf = (written: Written, open: OpenFile, report: Report) => {
  const node = written.snapshot?.node ?? written.node;
  const { file, text: content } = open(written.snapshot?.value ?? FILE);
  if (!content.ok) {
    // Without a file nobody has imported yet: what needs it says so.
    if (content.error !== 'missing')
      report.errorAtKey(
        'country-snapshot',
        node,
        `the snapshot "${file}" cannot be read: it is ${content.error}`,
      );
    return { file };
  }
  const read = readSnapshot(content.value);
  if (read.ok) return { file, snapshot: read.value };
  const place = { file, line: read.error.line, column: 1, path: '' };
  report.add('error', 'country-snapshot', place, `the snapshot cannot be used: ${read.error.text}`, {
    hint: 'relaxops countries import writes it anew',
  });
  return { file };
};

/** Who could come from nowhere would be locked out. */
const lockedOut = (operators: readonly Operator[], report: Report): void => {
  for (const { id, countries, networks, place } of operators)
    if (countries.length === 0 && networks.length === 0)
      report.add(
        'error',
        'locked-out',
        place,
        `the country block locks "${id}" out, who has neither "countries" nor "from"`,
        {
          hint: 'write the countries that they come from, or a network',
        },
      );
};

/** The country block, with its snapshot where there is one. */
export const resolveCountryBlock = (
  written: Written | undefined,
  people: { readonly operators: readonly Operator[]; readonly places: readonly OperatorNetwork[] },
  open: OpenFile,
  report: Report,
): CountryBlock | undefined => {
  if (!written) return undefined;
  const named = [
    ...people.operators.flatMap(({ countries }) => countries),
    ...people.places.flatMap(({ country }) => country ?? []),
    ...(written.countries ?? []),
  ];
  if (named.length === 0)
    report.errorAtKey(
      'locked-out',
      written.node,
      'the country block names no country, nor does an operator',
      {
        hint: 'write "countries" of operators, or here',
      },
    );
  lockedOut(people.operators, report);
  return {
    when: written.when ?? 'always',
    countries: [...new Set(named)].sort(),
    maxAge: written['max-age'] ?? MAX_AGE,
    ...snapshotOf(written, open, report),
    place: keyPlace(written.node),
  };
};
