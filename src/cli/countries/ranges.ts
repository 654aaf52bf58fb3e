import { countriesWithoutRanges } from '#model/country-block.ts';
import type { Network } from '#model/network.ts';
import type { Outcome } from '../command.ts';
import { refused } from '../outcome.ts';

/** What stands in the way of a packet filter with a country block: addresses that nobody imported. */
export const lackingRanges = ({ countryBlock }: Network): Outcome | undefined => {
  const lacking = countryBlock ? countriesWithoutRanges(countryBlock) : [];
  if (!countryBlock || lacking.length === 0) return undefined;
  const text = `the country block asks for ${lacking.join(', ')}, and "${countryBlock.file}" ${
    countryBlock.snapshot ? 'has no addresses of them' : 'is not there'
  }`;
  const hint = 'relaxops countries import delegated-<registry>-extended-latest writes it';
  return refused('no-countries', text, hint);
};
