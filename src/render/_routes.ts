import { siteNetwork6 } from '#addressing/ipv6.ts';
import { siteNetwork } from '#addressing/plan.ts';
import type { Device, Door } from '#model/network.ts';
import type { RenderContext, Wire } from './context.ts';

/** A network behind another gateway of ours, and why the route is there. */
export interface Route {
  readonly prefix: string;
  readonly via: string;
  readonly why: string;
}

/** `10.1.0.0/16`: the flat network of a site; undefined where it has no management network of its own. */
export const sitePrefix = ({ network }: RenderContext, id: string): string | undefined => {
  const site = network.sites.find((s) => s.id === id);
  return site?.mainRack === undefined ? undefined : siteNetwork(network.prefix, site.number);
};

/** Sites that a wire joins to this one, in the order written. */
export const linkedSites = (context: RenderContext, site: string): string[] =>
  context.network.sites.map((s) => s.id).filter((other) => context.interlink(site, other) !== undefined);

/** What lies at a site: its flat network, and the pools of its doors. */
export const siteNetworks = (context: RenderContext, site: string): string[] => [
  ...[sitePrefix(context, site)].filter((prefix) => prefix !== undefined),
  ...context.doorsAt(site).map((door) => door.pool),
];

const poolRoute = (context: RenderContext, device: Device, door: Door): Route[] => {
  const via = context.ownAddress(door.gateway)?.ip;
  if (door.gateway === device.id || via === undefined) return [];
  return [{ prefix: door.pool, via, why: `VPN of ${door.gateway}` }];
};

/** The far gateway's address on the wire, when this device holds the near end; else the near gateway, inside. */
const wireHop = (context: RenderContext, device: Device, wire: Wire): string | undefined =>
  wire.near === device.id ? interlinkPeer(context, wire) : context.ownAddress(wire.near)?.ip;

/** Address of the far end of a wire between sites. */
export const interlinkPeer = (context: RenderContext, wire: Wire): string | undefined => {
  const ports = context.topology.device(wire.far).ports.map((port) => port.id);
  const ends = [wire.link.id, context.topology.peer(wire.link.id)?.id ?? ''];
  const port = ends.find((id) => ports.includes(id));
  return port === undefined ? undefined : context.addressesAt(port)[0]?.ip;
};

/** Address of the far end of a wire, of IPv6. */
const interlinkPeer6 = (context: RenderContext, wire: Wire): string | undefined => {
  const far = interlinkPeer(context, wire);
  return context.network.addresses.find(({ ip, network }) => network === 'interlink' && ip === far)?.ip6;
};

/** The same of IPv6: doors have none, so there is a route a site and none a pool. */
export const explicitRoutes6 = (context: RenderContext, device: Device): Route[] =>
  linkedSites(context, device.site ?? '').flatMap((other) => {
    const wire = context.interlink(device.site ?? '', other);
    const number = context.network.sites.find(({ id }) => id === other)?.number ?? 0;
    const prefix = siteNetwork6(context.network, number);
    const near = wire?.near === device.id;
    const via = wire && (near ? interlinkPeer6(context, wire) : context.ownAddress(wire.near)?.ip6);
    if (prefix === undefined || via === undefined || sitePrefix(context, other) === undefined) return [];
    return [{ prefix, via, why: `${other}, over the interconnect ${wire?.link.id}` }];
  });

const siteRoutes = (context: RenderContext, device: Device, site: string): Route[] => {
  const wire = context.interlink(device.site ?? '', site);
  const via = wire && wireHop(context, device, wire);
  if (!wire || via === undefined) return [];
  const why = `${site}, over the interconnect ${wire.link.id}`;
  return siteNetworks(context, site).map((prefix) => ({ prefix, via, why }));
};

/**
 * Explicit routes of gateways and jumphosts: each VPN pool of the site by the gateway that owns it, other sites by the
 * gateway that holds the wire to them. One hop: a site without a wire of its own is not reached.
 */
export const explicitRoutes = (context: RenderContext, device: Device): Route[] => {
  const site = device.site;
  if (site === undefined) return [];
  return [
    ...context.doorsAt(site).flatMap((door) => poolRoute(context, device, door)),
    ...linkedSites(context, site).flatMap((other) => siteRoutes(context, device, other)),
  ];
};
