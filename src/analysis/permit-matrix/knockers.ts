import { rangesOf } from '#model/country-block.ts';
import type { Network } from '#model/network.ts';
import type { PermitRow } from './row.ts';

/** Who may knock at a door: anybody, or with a country block known networks and the countries' (IPv4, as doors are). */
export const knockers = ({
  countryBlock,
  places,
  stations,
}: Network): Pick<PermitRow, 'from' | 'sources'> => {
  if (countryBlock?.when !== 'always') return { from: 'any', sources: [] };
  return {
    from: `known or ${countryBlock.countries.join(' ')}`,
    sources: [
      ...places.map(({ prefix }) => prefix),
      ...stations.map(({ address }) => address.replace(/\/.*/, '')),
      ...rangesOf(countryBlock).flatMap(({ ipv4 }) => ipv4),
    ],
  };
};
