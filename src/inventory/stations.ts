import { MOST_STATIONS } from '#addressing/pools.ts';
import type { Provider, Station } from '#model/network.ts';
import { type Named, named } from './named.ts';
import { userProblem } from './names.ts';
import { keyPlace } from './node.ts';
import { hostShape } from './prefixes.ts';
import { checkProvider, providerReference } from './providers.ts';
import type { Report } from './report.ts';
import { object, required } from './shape.ts';

const stationShape = object('a station', {
  provider: required(providerReference),
  address: required(hostShape),
});

/** Section `stations`: monitoring hosts outside. */
export const stationsShape = named('a map of stations', userProblem, stationShape);

type StationEntry = Named<NonNullable<ReturnType<typeof stationShape.read>>>;

/** The stations, numbered in the order written. */
export const resolveStations = (
  entries: readonly StationEntry[],
  providers: readonly Provider[],
  report: Report,
): Station[] => {
  const extra = entries[MOST_STATIONS];
  if (extra)
    report.errorAtKey('address-overflow', extra.node, `VPN pools have room for ${MOST_STATIONS} stations`);
  return entries.flatMap((entry, i) => {
    const provider = checkProvider(entry.value?.provider, providers, report);
    const address = entry.value?.address?.value;
    if (provider === undefined || address === undefined) return [];
    return [{ id: entry.name, address, provider, number: i + 1, place: keyPlace(entry.node) }];
  });
};
