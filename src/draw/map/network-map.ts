import type { WhatIf } from '#analysis/whatif.ts';
import { naturalCompare } from '#base/natural.ts';
import type { Device, Network, Site } from '#model/network.ts';
import type { RackGroup } from './alike.ts';
import { byRack, type Looks, looksBy, rackNodes } from './device-nodes.ts';
import { mapEdges } from './edges.ts';
import { type Hits, hitsOf } from './failed.ts';
import { type Links, linksOf } from './links.ts';
import type { MapModel, MapNode, MapPlace } from './model.ts';
import { drawnRacks, type RackMode } from './racks.ts';
import { whatIfOf } from './what-if.ts';

const INTERNET: MapPlace = { id: 'internet', kind: 'internet', label: 'the Internet' };

const outsideNodes = (network: Network, hits: Hits): MapNode[] => {
  const names = (place: string) =>
    network.operators.filter((o) => o.networks.includes(place)).map((o) => o.id);
  return [
    ...network.places.map(
      (place): MapNode => ({
        id: `network:${place.id}`,
        kind: 'operators',
        label: place.id,
        note: names(place.id).join(', '),
        place: 'internet',
        members: names(place.id),
        failed: [],
      }),
    ),
    ...network.stations.map(
      (station): MapNode => ({
        id: `station:${station.id}`,
        kind: 'station',
        label: station.id,
        note: 'monitoring station',
        place: 'internet',
        members: [],
        failed: [],
      }),
    ),
    ...network.providers.map(
      (provider): MapNode => ({
        id: `provider:${provider.id}`,
        kind: 'provider',
        label: provider.id,
        ...(provider.upstream === undefined ? {} : { note: `rides on ${provider.upstream}` }),
        place: 'internet',
        members: [],
        failed: hits.providers.get(provider.id) ?? [],
      }),
    ),
  ];
};

const feedNodes = (network: Network, hits: Hits): MapNode[] =>
  network.feeds.map((feed) => ({
    id: `feed:${feed.id}`,
    kind: 'feed',
    label: `feed ${feed.name}`,
    place: feed.site,
    members: [],
    failed: hits.feeds.get(feed.id) ?? [],
  }));

/** What is good to know of a site: its prefix and the address that its gateways share. */
const siteNote = (network: Network, site: Site): string | undefined => {
  const pair = network.pairs.find((one) => one.site === site.id);
  if (!pair) return undefined;
  const names = pair.gateways.map((id) => id.slice(id.lastIndexOf('/') + 1)).join(', ');
  return pair.gateways.length > 1 ? `${names} share ${pair.shared}` : `${names} is ${pair.shared}`;
};

const sitePlaces = (network: Network): MapPlace[] =>
  network.sites.map((site) => {
    const note = siteNote(network, site);
    return { id: site.id, kind: 'site', label: site.id, ...(note === undefined ? {} : { note }) };
  });

const rackPlace = (network: Network, key: string, devices: readonly Device[]): MapPlace => {
  const rack = network.racks.find((one) => one.id === key);
  const site = rack?.site ?? devices[0]?.site ?? '';
  const main = network.sites.some((one) => one.mainRack === key);
  return {
    id: key,
    kind: 'rack',
    label: rack?.name ?? 'no rack',
    within: site,
    racks: rack ? [key] : [],
    ...(main ? { main, note: 'main' } : {}),
  };
};

const racksOf = (
  network: Network,
  links: Links,
  hits: Hits,
  looks: ReadonlyMap<string, Looks>,
): RackGroup[] => {
  const devices = byRack(network);
  const keys = new Set([...network.racks.map((rack) => rack.id), ...devices.keys()]);
  keys.delete('');
  return [...keys].sort(naturalCompare).map((key) => {
    const own = devices.get(key) ?? [];
    return { place: rackPlace(network, key, own), nodes: rackNodes(own, key, links, hits, looks) };
  });
};

/** What the map of a network shows: places, nodes and edges, with what failures do to them if there are any. */
export const mapOf = (network: Network, result?: WhatIf, mode: RackMode = 'auto'): MapModel => {
  const links = linksOf(network);
  const hits = hitsOf(network, result?.failures ?? []);
  const looks = looksBy(result);
  const racks = drawnRacks(network, racksOf(network, links, hits, looks), links, mode);
  const hosted = rackNodes(byRack(network).get('') ?? [], 'internet', links, hits, looks);
  const nodes = [
    ...outsideNodes(network, hits),
    ...hosted,
    ...feedNodes(network, hits),
    ...racks.flatMap((rack) => rack.nodes),
  ];
  return {
    name: network.name,
    places: [INTERNET, ...sitePlaces(network), ...racks.map((rack) => rack.place)],
    nodes,
    edges: mapEdges(network, links, hits, nodes),
    ...(result ? { whatIf: whatIfOf(result) } : {}),
  };
};
