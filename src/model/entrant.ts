import type { Network } from './network.ts';

/** Somebody who comes in by a door: an operator, in a network that operators come from. */
export interface Entrant {
  readonly operator: string;
  readonly place: string;
}

/** Room in a network for a router, and for a laptop a door and one more. */
const hasRoom = ({ doors }: Network, prefix: string): boolean =>
  2 ** (32 - Number(prefix.split('/')[1])) > doors.length + 4;

/**
 * Another person than the first where there is one, as the pair that goes together by the inventory if any does. The same person
 * twice would be one session that moves to and fro: a door lets a certificate in once (openvpn(8), --duplicate-cn).
 */
const another = (network: Network, first: Entrant): Entrant | undefined => {
  const people = network.operators.filter(({ id }) => id !== first.operator);
  const elsewhere = network.places.filter(({ id, prefix }) => id !== first.place && hasRoom(network, prefix));
  const places = elsewhere.length > 0 ? elsewhere : network.places.slice(0, 1);
  const pairs = people.flatMap((person) =>
    places.map((place) => ({
      fits: person.networks.includes(place.id),
      operator: person.id,
      place: place.id,
    })),
  );
  const found = pairs.find(({ fits }) => fits) ?? pairs[0];
  return found && { operator: found.operator, place: found.place };
};

/**
 * Who tries each door: the first operator in the first network, and somebody who has neither in common with them as far as the
 * inventory has others; nobody where there is one operator. What takes one operator's keys, or bans one network, then leaves the other.
 */
export const entrants = (network: Network): Entrant[] => {
  const [operator, place] = [network.operators[0], network.places[0]];
  if (!operator || !place) return [];
  const first = { operator: operator.id, place: place.id };
  const second = another(network, first);
  return second ? [first, second] : [first];
};

/** What the door is seen as by the n-th of them: the first is the door's vantage point itself. */
export const doorVantage = (door: string, { operator, place }: Entrant, n: number): string =>
  n === 0 ? `door:${door}` : `door:${door} as ${operator}@${place}`;

/** Where it shows that somebody is in: the management address of the door's gateway. */
export const insideAddress = ({ addresses, doors }: Network, door: string): string | undefined => {
  const gateway = doors.find(({ id }) => id === door)?.gateway;
  return addresses.find((one) => one.device === gateway && one.network === 'management')?.ip;
};
