import type { Address, Device, Network } from '#model/network.ts';

/** What a name of reality means in the inventory: one thing, one of several, or none. */
export type Match =
  | { readonly kind: 'one'; readonly id: string }
  | { readonly kind: 'several'; readonly ids: readonly string[] }
  | { readonly kind: 'none' };

const NONE: Match = { kind: 'none' };

/** The only one, several, or none. */
export const matchOf = (ids: Iterable<string> | undefined): Match => {
  const all = [...new Set(ids ?? [])];
  if (all.length === 0) return NONE;
  return all.length === 1 ? { kind: 'one', id: all[0]! } : { kind: 'several', ids: all };
};

/** `ZRH1.r01_sw1` is `zrh1-r01-sw1`: separators and case differ from tool to tool. */
const plain = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[\s/._:-]+/g, '-')
    .replace(/^-|-$/g, '');

/** What a device may be called, the fullest first: its path, the path from the other end, site and name, its name. */
const spellings = (device: Device): string[] => {
  const parts = device.id.split('/');
  const site = device.site === undefined ? device.name : `${device.site}-${device.name}`;
  return [parts.join('-'), [...parts].reverse().join('-'), site, device.name].map(plain);
};

/** Looks devices up by what they or others call them. */
export interface Names {
  /** By path, or any other spelling of it, with or without a domain behind. */
  readonly device: (name: string) => Match;
  /** The port of the inventory that has a management address; not the one that a pair of gateways shares. */
  readonly address: (ip: string) => Address | undefined;
}

const index = (devices: readonly Device[]): Map<string, Set<string>>[] => {
  const levels = [0, 1, 2, 3].map(() => new Map<string, Set<string>>());
  for (const device of devices)
    for (const [level, spelling] of spellings(device).entries()) {
      const known = levels[level]!.get(spelling);
      if (known) known.add(device.id);
      else levels[level]!.set(spelling, new Set([device.id]));
    }
  return levels;
};

/** The name, then with one label less each time: `zrh1.r01.sw1.example.org`, …, `zrh1`. */
const shortened = (name: string): string[] => {
  const labels = name.split('.').slice(0, 12);
  return labels.map((_label, i) => labels.slice(0, labels.length - i).join('.'));
};

/** Indexes the devices' names and addresses. */
export const namesOf = (network: Network): Names => {
  const levels = index(network.devices);
  const ids = new Set(network.devices.map((d) => d.id));
  const shared = new Set(network.pairs.map((pair) => pair.shared));
  const addresses = new Map(network.addresses.filter((a) => !shared.has(a.ip)).map((a) => [a.ip, a]));
  const look = (name: string): Match => {
    if (ids.has(name)) return { kind: 'one', id: name };
    for (const text of shortened(name).map(plain))
      for (const level of levels) {
        const match = matchOf(level.get(text));
        if (match.kind !== 'none') return match;
      }
    return NONE;
  };
  const known = new Map<string, Match>();
  const device = (name: string): Match => {
    const match = known.get(name) ?? look(name);
    known.set(name, match);
    return match;
  };
  return { device, address: (ip) => addresses.get(ip) };
};
