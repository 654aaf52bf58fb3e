import { countriesWithoutRanges } from '#model/country-block.ts';
import type { Finding } from '#model/finding.ts';
import type { Network } from '#model/network.ts';
import { daysBetween } from './rules/_age.ts';

const HINT = 'relaxops countries import reads files of the registries, which publish anew each day';

/** What is wrong with the data of the country block on a day: not there, too old, or of days to come. */
export const countryFindings = (
  { countryBlock: block }: Pick<Network, 'countryBlock'>,
  today: string,
): Finding[] => {
  if (!block) return [];
  const lacking = countriesWithoutRanges(block);
  const found: string[] = [];
  if (lacking.length > 0)
    found.push(
      `the country block has no addresses of ${lacking.join(', ')}, and nothing can be rendered without`,
    );
  const taken = block.snapshot?.taken;
  const age = taken === undefined ? 0 : daysBetween(taken, today);
  if (age > block.maxAge)
    found.push(
      `the addresses of countries are ${age} days old (of ${taken}), expected ${block.maxAge} at most`,
    );
  // A registry's day may be ahead of ours by some hours.
  if (age < -1) found.push(`the addresses of countries are of ${taken}, a day to come`);
  return found.map((text) => ({
    code: 'country-data',
    severity: 'warning',
    text,
    place: block.place,
    hint: HINT,
  }));
};
