import { ipText, networkText, parsePrefix, prefixRange } from '#base/ip.ts';
import type { Place } from '#base/place.ts';
import type { Network } from '#model/network.ts';
import type { Report } from './report.ts';

/** A network that the inventory names, and what for. */
interface Claim {
  readonly text: string;
  readonly what: string;
  readonly place: Place;
  readonly first: bigint;
  readonly last: bigint;
  readonly version: 4 | 6;
  /** Several may stand in one and the same outside network. */
  readonly shared: boolean;
}

type Claimed = Pick<Network, 'prefix' | 'uplinks' | 'stations' | 'places'>;

const claim = (prefix: string, what: string, place: Place, shared: boolean): Claim[] => {
  const parsed = parsePrefix(prefix);
  if (!parsed) return [];
  return [
    { text: networkText(parsed), what, place, ...prefixRange(parsed), version: parsed.ip.version, shared },
  ];
};

const claims = (network: Claimed): Claim[] => [
  ...network.places.flatMap((p) => claim(p.prefix, `network "${p.id}" of operators`, p.place, false)),
  ...network.uplinks.flatMap((u) => [
    ...(u.prefix === undefined ? [] : claim(u.prefix, `the prefix of ${u.id}`, u.place, false)),
    ...(u.address === undefined ? [] : claim(u.address, `the outside network of ${u.id}`, u.place, true)),
  ]),
  ...network.stations.flatMap((s) => claim(s.address, `the network of station "${s.id}"`, s.place, true)),
];

const collide = (a: Claim, b: Claim): boolean => {
  const same = a.text === b.text;
  return b.first <= a.last && !(same && a.shared && b.shared);
};

const report = (to: Report, later: Claim, before: Claim): void => {
  const text = `${later.what}, ${later.text}, overlaps ${before.what}, ${before.text}, expected networks apart`;
  to.add('error', 'overlap', later.place, text, { related: [{ text: before.what, place: before.place }] });
};

const isBefore = (a: Place, b: Place): boolean =>
  a.line < b.line || (a.line === b.line && a.column <= b.column);

/** Reports outside networks that overlap each other or the management prefix. One sweep in order of address. */
export const checkOverlaps = (network: Claimed, prefixPlace: Place, to: Report): void => {
  const own = parsePrefix(network.prefix);
  const all = claims(network).sort(
    (a, b) => a.version - b.version || (a.first < b.first ? -1 : a.first > b.first ? 1 : 0),
  );
  const management = own && { ...prefixRange(own), version: own.ip.version };
  let widest: Claim | undefined;
  for (const one of all) {
    if (
      management &&
      one.version === management.version &&
      one.first <= management.last &&
      one.last >= management.first
    )
      to.add(
        'error',
        'overlap',
        one.place,
        `${one.what}, ${one.text}, overlaps the management prefix ${network.prefix}`,
        {
          hint: `the plan takes all of ${ipText(own.ip)}/${own.length}; write another "prefix" if that is in use`,
          related: [{ text: 'the management prefix', place: prefixPlace }],
        },
      );
    if (widest && widest.version === one.version && collide(widest, one))
      isBefore(widest.place, one.place) ? report(to, one, widest) : report(to, widest, one);
    if (!widest || widest.version !== one.version || one.last > widest.last) widest = one;
  }
};
