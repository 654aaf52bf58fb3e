import type { RenderContext } from '../context.ts';
import type { NftSet } from './ruleset.ts';

const knownSets = (context: RenderContext): NftSet[] => [
  {
    name: 'operator_networks',
    comment: 'where operators come from',
    elements: context.network.places.map((place) => place.prefix),
  },
  {
    name: 'station_hosts',
    comment: 'monitoring stations outside (T41)',
    elements: context.network.stations.map(({ address }) => address.replace(/\/.*/, '')),
  },
];

/** Who is known outside, as sets. */
export const knownSources = (context: RenderContext): NftSet[] =>
  knownSets(context).filter(({ name, elements }) => name === 'operator_networks' || elements.length > 0);
