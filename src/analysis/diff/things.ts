import type { Address, Network } from '#model/network.ts';

/** What can be new, gone or another one between two inventories. */
export const SORTS = [
  'setting',
  'site',
  'rack',
  'device',
  'port',
  'cable',
  'address',
  'feed',
  'provider',
  'uplink',
  'interlink',
  'pair',
  'door',
  'operator',
  'network',
  'station',
  'service',
  'document',
  'account',
  'flow',
  'permit',
  'waiver',
  'software',
  'story',
] as const;
export type Sort = (typeof SORTS)[number];

/** One value that was another. */
export interface Moved {
  readonly what: string;
  readonly from: string;
  readonly to: string;
}

/** One thing that is not as it was. */
export interface ThingChange {
  readonly sort: Sort;
  readonly id: string;
  readonly how: 'new' | 'gone' | 'changed';
  /** What of it changed. */
  readonly moved: readonly Moved[];
  /** The device that it is a part of, where that is new or gone itself. */
  readonly within?: string;
}

/** Things of a sort by id, as plain values that can be compared. */
type Things = ReadonlyMap<string, Readonly<Record<string, unknown>>>;

/** Where something is written, and who wrote a cable, is no fact of the network. */
const NO_FACTS: ReadonlySet<string> = new Set(['place', 'prefixPlace', 'origin']);

const facts = (thing: object): Record<string, unknown> =>
  Object.fromEntries(Object.entries(thing).filter(([key]) => !NO_FACTS.has(key) && key !== 'id'));

/** What holds for all of the network: all that is no list of things. */
const settings = (network: Network): Record<string, unknown> =>
  facts(Object.fromEntries(Object.entries(network).filter(([, value]) => !Array.isArray(value))));

/** Several of one id are told apart by their order. */
const keyed = <T extends object>(list: readonly T[], id: (one: T) => string): Things => {
  const found = new Map<string, Record<string, unknown>>();
  for (const one of list) {
    let key = id(one);
    for (let n = 2; found.has(key); n++) key = `${id(one)} (${n})`;
    found.set(key, facts(one));
  }
  return found;
};

const byId = <T extends { readonly id: string }>(list: readonly T[]): Things => keyed(list, ({ id }) => id);

const addressKey = ({ port, network, uplink }: Address): string =>
  network === 'management' ? port : `${port} (${uplink && uplink !== port ? uplink : network})`;

const THINGS: Readonly<Record<Sort, (network: Network) => Things>> = {
  setting: (n) => new Map([['inventory', settings(n)]]),
  site: (n) => byId(n.sites),
  rack: (n) => byId(n.racks),
  // Ports are things of their own.
  device: (n) => byId(n.devices.map(({ ports: _, ...device }) => device)),
  port: (n) =>
    keyed(
      n.devices.flatMap(({ ports }) => ports),
      ({ id }) => id,
    ),
  cable: (n) => byId(n.cables),
  address: (n) => keyed(n.addresses, addressKey),
  feed: (n) => byId(n.feeds),
  provider: (n) => byId(n.providers),
  uplink: (n) => byId(n.uplinks),
  interlink: (n) => byId(n.interlinks),
  pair: (n) => keyed(n.pairs, ({ site }) => site),
  door: (n) => byId(n.doors),
  operator: (n) => byId(n.operators),
  network: (n) => byId(n.places),
  station: (n) => byId(n.stations),
  service: (n) => byId(n.dependencies),
  document: (n) => byId(n.documents),
  account: (n) => byId(n.accounts),
  flow: (n) => byId(n.flows),
  permit: (n) => keyed(n.permits, ({ from, to, protocol }) => `${protocol} from ${from} to ${to.join(', ')}`),
  waiver: (n) => keyed(n.waivers, ({ rule, on }) => `${rule} on ${on}`),
  software: (n) => byId(n.software),
  story: (n) => byId(n.stories),
};

const said = (value: unknown): string => {
  if (value === undefined) return '-';
  return typeof value === 'object'
    ? JSON.stringify(value, (key, one) => (NO_FACTS.has(key) ? undefined : one))
    : String(value);
};

const movedIn = (
  before: Readonly<Record<string, unknown>>,
  after: Readonly<Record<string, unknown>>,
): Moved[] =>
  [...new Set([...Object.keys(before), ...Object.keys(after)])]
    .map((what) => ({ what, from: said(before[what]), to: said(after[what]) }))
    .filter(({ from, to }) => from !== to);

/** Ports and cables of the devices that only one of the two networks has, each with its device. */
const partsOfOthers = (network: Network, other: Network): Map<string, string> => {
  const there = new Set(other.devices.map(({ id }) => id));
  const found = new Map<string, string>();
  for (const { id, ports } of network.devices)
    if (!there.has(id)) for (const port of ports) found.set(port.id, id);
  for (const { id, a, b } of network.cables) {
    const device = found.get(a) ?? found.get(b);
    if (device !== undefined) found.set(id, device);
  }
  return found;
};

const changesOf = (
  sort: Sort,
  before: Network,
  after: Network,
  within: ReadonlyMap<string, string>,
): ThingChange[] => {
  const [old, made] = [THINGS[sort](before), THINGS[sort](after)];
  const one = (id: string, how: ThingChange['how'], moved: readonly Moved[] = []): ThingChange => {
    const device = how === 'changed' ? undefined : within.get(id.replace(/ \(.*$/, ''));
    return { sort, id, how, moved, ...(device === undefined ? {} : { within: device }) };
  };
  const gone = [...old.keys()].filter((id) => !made.has(id)).map((id) => one(id, 'gone'));
  const others = [...made].flatMap(([id, now]) => {
    const was = old.get(id);
    if (!was) return [one(id, 'new')];
    const moved = movedIn(was, now);
    return moved.length > 0 ? [one(id, 'changed', moved)] : [];
  });
  return [...gone, ...others];
};

/** Everything that is new, gone or another one, by sort. What a new device brings along says so. */
export const thingChanges = (before: Network, after: Network): ThingChange[] => {
  const within = new Map([...partsOfOthers(before, after), ...partsOfOthers(after, before)]);
  return SORTS.flatMap((sort) => changesOf(sort, before, after, within));
};
