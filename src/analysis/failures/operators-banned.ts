import type { FailureKind } from './kind.ts';

/** A door has banned a network that operators come from: the office's NAT looks like an attacker (T38). The ban ends by itself. */
export const operatorsBanned: FailureKind = {
  id: 'operators-banned',
  title: 'a door has banned a network that operators come from',
  scope: 'network at a door',
  scopes: ({ network }) =>
    network.doors.flatMap((door) => network.places.map((place) => `${place.id}@${door.id}`)),
  takes: (_topology, scope) => [`source:${scope}`],
  repair: () => ({ remote: [], otherwise: 'itself' }),
};
