import { siteNetwork6 } from '#addressing/ipv6.ts';
import {
  doorAddress,
  operatorAddress,
  operatorRange,
  rendezvousTunnelAddress,
  stationAddress,
  stationRange,
  tunnelOf,
} from '#addressing/pools.ts';
import { rangesOf } from '#model/country-block.ts';
import type { Door, Network } from '#model/network.ts';
import { networkOf } from '../_prefix.ts';
import { sitePrefix } from '../_routes.ts';
import { tunnelAddress } from '../_vpn.ts';
import { outsideOf, type RenderContext } from '../context.ts';
import type { Fact } from './origin.ts';

/** An address or a prefix as text, and what it stands for. */
type Entry = readonly [text: string, ...facts: Fact[]];

const fact = (kind: Fact['kind'], id: string): Fact => ({ kind, id });

/** A prefix is also written as its first address, before a netmask. */
const prefixEntry = (prefix: string, ...facts: Fact[]): Entry[] => [
  [prefix, ...facts],
  [prefix.replace(/\/.*/, ''), ...facts],
];

const ports = ({ addresses }: Network): Entry[] =>
  addresses.flatMap(({ ip, ip6, length, port }) => [
    ...(ip6 === undefined ? [] : [[ip6, fact('port', port)] as const]),
    [ip, fact('port', port)] as const,
    [networkOf(ip, length), fact('port', port)] as const,
  ]);

const doorEntries = (network: Network, door: Door): Entry[] => {
  const own = fact('door', door.id);
  const ends = [operatorRange(door), stationRange(door)].flatMap((range) => range.split('-'));
  return [
    ...prefixEntry(door.pool, own),
    [doorAddress(door), own],
    [door.address, own],
    ...network.operators.map((o): Entry => [operatorAddress(door, o), fact('operator', o.id), own]),
    ...network.stations.map((s): Entry => [stationAddress(door, s), fact('station', s.id), own]),
    ...ends.map((end): Entry => [end, own]),
  ];
};

const tunnels = (context: RenderContext): Entry[] => {
  const { network } = context;
  const meeting = network.devices.filter((device) => device.role === 'rendezvous');
  return [
    ...meeting.flatMap((device) => [
      ...prefixEntry(tunnelOf(network, device.id), fact('rendezvous', device.id)),
      [rendezvousTunnelAddress(network, device.id), fact('rendezvous', device.id)] as const,
    ]),
    ...network.doors
      .filter((door) => door.rendezvous !== undefined)
      .map((door): Entry => [tunnelAddress(context, door), fact('door', door.id)]),
  ];
};

const uplinks = (context: RenderContext): Entry[] =>
  context.network.uplinks.flatMap((uplink) => {
    const own = fact('uplink', uplink.id);
    const outside = outsideOf(context, uplink);
    const texts = [uplink.prefix, outside?.gateway, outside?.address.replace(/\/.*/, '')];
    return texts.filter((text) => text !== undefined).map((text): Entry => [text, own]);
  });

const sites = (context: RenderContext): Entry[] =>
  context.network.sites.flatMap(({ id, number }) => {
    const prefix = sitePrefix(context, id);
    const prefix6 = siteNetwork6(context.network, number);
    return [prefix, prefix6].flatMap((one) => (one === undefined ? [] : prefixEntry(one, fact('site', id))));
  });

const countries = ({ countryBlock }: Network): Entry[] =>
  (countryBlock ? rangesOf(countryBlock) : []).flatMap(({ country, ipv4, ipv6 }) =>
    [...ipv4, ...ipv6].map((prefix): Entry => [prefix, fact('country', country)]),
  );

/** The first that knows a text explains it, so that a site's prefix is the site's and not that of each port in it. */
const entries = (context: RenderContext): Entry[] => [
  ...context.network.pairs.flatMap(({ shared, shared6, site }) =>
    [shared, ...(shared6 === undefined ? [] : [shared6])].map((ip): Entry => [ip, fact('pair', site)]),
  ),
  ...sites(context),
  ...context.network.doors.flatMap((door) => doorEntries(context.network, door)),
  ...tunnels(context),
  ...context.network.places.map((place): Entry => [place.prefix, fact('network', place.id)]),
  ...ports(context.network),
  ...uplinks(context),
  ...context.network.stations.map((s): Entry => [s.address.replace(/\/.*/, ''), fact('station', s.id)]),
  ...countries(context.network),
];

const known = new WeakMap<RenderContext, ReadonlyMap<string, readonly Fact[]>>();

/** Every address and prefix that the network knows, and what it stands for. */
export const addressFacts = (context: RenderContext): ReadonlyMap<string, readonly Fact[]> => {
  const before = known.get(context);
  if (before) return before;
  const found = new Map<string, readonly Fact[]>();
  for (const [text, ...facts] of entries(context)) if (!found.has(text)) found.set(text, facts);
  known.set(context, found);
  return found;
};
