/**
 * A network of many sites from one, joined in a ring. Pure, so that a browser makes the same network as Node does.
 */
import type { Device, Interlink, Network } from '#model/network.ts';

const siteName = (number: number): string => `s${String(number).padStart(3, '0')}`;

type Parts = Pick<
  Network,
  'sites' | 'racks' | 'devices' | 'cables' | 'feeds' | 'uplinks' | 'pairs' | 'doors' | 'addresses'
>;

/** The site under another name and with other addresses; what belongs to no site is left out. */
const copyOf = (network: Network, number: number): Parts => {
  const { sites, racks, feeds, pairs, doors } = network;
  const inSite = <T extends { readonly site?: string }>(list: readonly T[]): T[] =>
    list.filter((one) => one.site !== undefined);
  const parts: Parts = {
    sites,
    racks,
    feeds,
    pairs,
    doors,
    devices: inSite(network.devices),
    uplinks: inSite(network.uplinks),
    addresses: inSite(network.addresses),
    cables: network.cables.filter((cable) => cable.id.startsWith('s000')),
  };
  const text = JSON.stringify(parts, (key, value) => (key === 'place' ? undefined : value));
  const named = text.replaceAll('s000', siteName(number)).replaceAll('"10.1.', `"10.${number}.`);
  return JSON.parse(named) as Parts;
};

const withPorts = (device: Device, names: readonly string[]): Device => ({
  ...device,
  ports: [
    ...device.ports,
    ...names.map((name) => ({
      id: `${device.id}:${name}`,
      device: device.id,
      name,
      kind: 'interlink' as const,
      separate: false,
    })),
  ],
});

/** A ring of wires between the second gateways; none for one site, one for two. */
const ring = (sites: number, place: Interlink['place']): Interlink[] =>
  Array.from({ length: sites > 2 ? sites : sites - 1 }, (_, at) => {
    const [a, b] = [`${siteName(at + 1)}/r01/gw2`, `${siteName(((at + 1) % sites) + 1)}/r01/gw2`];
    return { id: `${a}:next`, a, b, place };
  });

/** The network of one site `s000`, so many times over, under other names and with other addresses. */
export const manySites = (network: Network, sites: number): Network => {
  const { place } = network.sites[0]!;
  const copies = Array.from({ length: sites }, (_, at) => copyOf(network, at + 1));
  const all = <K extends keyof Parts>(key: K): Parts[K][number][] =>
    copies.flatMap((copy) => copy[key] as Parts[K][number][]);
  const links = ring(sites, place);
  return {
    ...network,
    sites: all('sites'),
    racks: all('racks'),
    feeds: all('feeds'),
    pairs: all('pairs'),
    doors: all('doors'),
    uplinks: [...network.uplinks.filter((uplink) => uplink.site === undefined), ...all('uplinks')],
    addresses: [...network.addresses.filter((address) => address.site === undefined), ...all('addresses')],
    devices: [
      ...network.devices.filter((device) => device.site === undefined),
      ...all('devices').map((one) =>
        one.id.endsWith('/r01/gw2') ? withPorts(one, ['next', 'before']) : one,
      ),
    ],
    cables: [
      ...network.cables.filter((cable) => !cable.id.startsWith('s000')),
      ...all('cables'),
      ...links.map(({ id, b }) => ({
        id,
        a: id,
        b: `${b}:before`,
        kind: 'interlink' as const,
        origin: 'written' as const,
        place,
      })),
    ],
    interlinks: links,
  };
};
