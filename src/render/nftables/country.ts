import { type CountryRanges, rangesOf } from '#model/country-block.ts';
import type { RenderContext } from '../context.ts';
import { knownSources } from './known.ts';
import { type NftChain, type NftSet, rule } from './ruleset.ts';

/** The country block (T39): who comes from elsewhere is dropped and counted before a door looks at him. */
const COUNTRY = 'country';

const SETS = [
  { name: 'countries_ipv4', family: 'ip', version: 'ipv4' },
  { name: 'countries_ipv6', family: 'ip6', version: 'ipv6' },
] as const;

const from = (ranges: readonly CountryRanges[]): string => ranges.map(({ country }) => country).join(' ');

/** Addresses of the countries, a set a version. */
export const countrySets = ({ network }: RenderContext): NftSet[] => {
  const block = network.countryBlock;
  if (!block) return [];
  const ranges = rangesOf(block);
  return SETS.map(({ name, version }) => ({
    name,
    comment: `${from(ranges)}, as registries had it on ${block.snapshot?.taken ?? 'no day'} (T39)`,
    elements: ranges.flatMap((one) => one[version]),
    ...(version === 'ipv6' ? { type: 'ipv6_addr' as const } : {}),
  }));
};

/** Matches for what comes from the countries. */
export const fromCountries = ({ network }: RenderContext): string[] =>
  network.countryBlock ? SETS.map(({ name, family }) => `${family} saddr @${name}`) : [];

/** The chain that lets known networks and the countries go on; without a block that holds at all times there is none. */
export const countryChains = (context: RenderContext): NftChain[] => {
  if (context.network.countryBlock?.when !== 'always') return [];
  const known = knownSources(context).map(({ name, comment }) => rule(`ip saddr @${name} return`, comment));
  return [
    {
      name: COUNTRY,
      rules: [
        ...known,
        ...fromCountries(context).map((match) => rule(`${match} return`, 'where operators come from')),
        'limit rate 10/minute burst 20 packets log prefix "relaxops country: "',
        rule('counter drop', 'country block'),
      ],
    },
  ];
};

/** Sends what comes to a door through that chain. */
export const countryJump = ({ network }: RenderContext, on: string): string[] =>
  network.countryBlock?.when === 'always' ? [rule(`${on}jump ${COUNTRY}`, 'country block (T39)')] : [];
