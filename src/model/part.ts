import type { Dependency } from './dependency.ts';
import type { Cable, Device, Network } from './network.ts';

/** Some racks of a network, by id. */
export interface Part {
  readonly racks: readonly string[];
}

/** Where a part ends: what led out of it leads nowhere. */
export interface Edge {
  /** Ids of cables with one end in the part, and of interlinks among them. */
  readonly cables: readonly string[];
  readonly interlinks: readonly string[];
  /** Ids of dependencies that stand on nothing that is left. */
  readonly services: readonly string[];
  /** Sites of the part that have no gateway with a door, no interlink, and no landlord's LAN left: nobody gets in. */
  readonly closed: readonly string[];
}

/** Devices that stand in no rack, such as a rendezvous, are the Internet's, which stays. */
const isIn = (racks: ReadonlySet<string>, { rack }: Device): boolean => rack === undefined || racks.has(rack);

/** A cable stays if what it is plugged into does: a port of a device in the part, a feed of its sites, any provider. */
const endsIn =
  (ports: ReadonlySet<string>, feeds: ReadonlySet<string>) =>
  (end: string): boolean =>
    ports.has(end) ||
    end.startsWith('provider:') ||
    (end.startsWith('feed:') && feeds.has(end.slice('feed:'.length)));

/** A service goes on if a provider has it, or a device that is left; with no word of where it stands, it is elsewhere. */
const stands = (devices: ReadonlySet<string>, { on, provider }: Dependency): boolean =>
  provider !== undefined || on.length === 0 || on.some((id) => devices.has(id));

const kept = (network: Network, { racks }: Part) => {
  const inside = new Set(racks);
  const devices = network.devices.filter((device) => isIn(inside, device));
  const sites = new Set(network.racks.filter(({ id }) => inside.has(id)).map(({ site }) => site));
  const ports = new Set(devices.flatMap((device) => device.ports.map(({ id }) => id)));
  const feeds = new Set(network.feeds.filter(({ site }) => sites.has(site)).map(({ id }) => id));
  return { devices, sites, ports, ids: new Set(devices.map(({ id }) => id)), end: endsIn(ports, feeds) };
};

/**
 * The network of these racks alone, with the addresses that it has in the whole. What led out of it leads nowhere: cables and interlinks
 * to other racks are not there, as if unplugged. Feeds of its sites, providers, rendezvous, operators and stations stay.
 */
export const partOf = (network: Network, part: Part): Network => {
  const racks = new Set(part.racks);
  const { devices, sites, ids, end } = kept(network, part);
  const has = (device: string): boolean => ids.has(device);
  const everywhere = new Set(network.devices.map(({ id }) => id));
  const providers = new Set(network.providers.map(({ id }) => id));
  const here = ({ site }: { readonly site: string }): boolean => sites.has(site);
  return {
    ...network,
    sites: network.sites.filter(({ id }) => sites.has(id)),
    racks: network.racks.filter(({ id }) => racks.has(id)),
    devices,
    cables: network.cables.filter((cable) => end(cable.a) && end(cable.b)),
    feeds: network.feeds.filter(here),
    uplinks: network.uplinks.filter(({ device }) => has(device)),
    interlinks: network.interlinks.filter(({ a, b }) => has(a) && has(b)),
    pairs: network.pairs
      .map((pair) => ({ ...pair, gateways: pair.gateways.filter(has) }))
      .filter(({ gateways }) => gateways.length > 0),
    doors: network.doors.filter(({ gateway }) => has(gateway)),
    dependencies: network.dependencies
      .filter((one) => stands(ids, one))
      // One of other sites alone is none of these; without sites it is everybody's.
      .filter((one) => one.sites.length === 0 || one.sites.some((site) => sites.has(site)))
      .map((one) => ({ ...one, on: one.on.filter(has), sites: one.sites.filter((site) => sites.has(site)) })),
    accounts: network.accounts.map((one) => ({ ...one, on: one.on.filter(has) })),
    flows: network.flows
      .map((flow) => ({ ...flow, from: flow.from.filter(has) }))
      .filter(({ from, to }) => from.length > 0 && (has(to) || providers.has(to))),
    permits: network.permits
      .map((permit) => ({ ...permit, to: permit.to.filter(has) }))
      .filter(({ from, to }) => to.length > 0 && (has(from) || !everywhere.has(from))),
    addresses: network.addresses.filter(({ device }) => has(device)),
  };
};

const leadsOut = (network: Network, part: Part): Cable[] => {
  const { ports, end } = kept(network, part);
  const isOwn = ({ a, b }: Cable): boolean => ports.has(a) || ports.has(b);
  return network.cables.filter((cable) => isOwn(cable) && !(end(cable.a) && end(cable.b)));
};

/** What of the network a part cuts off. */
export const edgeOf = (network: Network, part: Part): Edge => {
  const own = partOf(network, part);
  const ids = new Set(own.devices.map(({ id }) => id));
  const siteOf = new Map(own.devices.map(({ id, site }) => [id, site]));
  const open = new Set([
    ...own.doors.map(({ site }) => site),
    ...own.interlinks.flatMap(({ a, b }) => [siteOf.get(a), siteOf.get(b)]),
    ...own.uplinks.filter(({ landlord }) => landlord).map(({ site }) => site),
  ]);
  return {
    cables: leadsOut(network, part).map(({ id }) => id),
    interlinks: network.interlinks.filter(({ a, b }) => ids.has(a) !== ids.has(b)).map(({ id }) => id),
    services: network.dependencies.filter((one) => !stands(ids, one)).map(({ id }) => id),
    closed: own.sites.map(({ id }) => id).filter((id) => !open.has(id)),
  };
};
