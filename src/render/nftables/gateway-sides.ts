import { operatorRange, stationRange } from '#addressing/pools.ts';
import { prefixes6Of, UNADDRESSED } from '#analysis/permits.ts';
import { insideServices } from '#model/inside-service.ts';
import { type Leg, legsOf, uplinkInterfaces } from '../_legs.ts';
import { linkedSites, siteNetworks, sitePrefix } from '../_routes.ts';
import { OOB_TUN, RDV_TUN } from '../_vpn.ts';
import type { RenderContext } from '../context.ts';
import type { Host } from '../renderer.ts';
import { type Family, familiesOf, LINK_LOCAL } from './family.ts';
import { forged, type NftSet, names } from './ruleset.ts';
import { named } from './zones.ts';

/** A gateway's legs by what they lead to. */
export interface Sides {
  readonly site: string;
  readonly inside: readonly Leg[];
  readonly wires: readonly Leg[];
  readonly wan: readonly string[];
  /** Interfaces to the management networks of this site and of those beyond a wire. */
  readonly inner: readonly string[];
  readonly families: readonly Family[];
}

/** A host's legs, sorted by where they lead. */
export const sidesOf = (context: RenderContext, host: Host): Sides => {
  const legs = legsOf(context, host);
  const inside = legs.filter((leg) => leg.network === 'management');
  const wires = legs.filter((leg) => leg.network === 'interlink');
  return {
    site: host.device.site ?? '',
    inside,
    wires,
    wan: uplinkInterfaces(context, host),
    inner: [...inside, ...wires].map((leg) => leg.iface),
    families: familiesOf(context, host),
  };
};

const wireSet = (at: number, suffix: string): string => `behind_wire${suffix}_${at + 1}`;

/** What lies at a site, in that version. */
const networksAt = (context: RenderContext, site: string, { version }: Family): string[] =>
  version === 4 ? siteNetworks(context, site) : prefixes6Of(context.network, new Set([site]));

/** Networks of the site that the wire leads to. */
const behindWire = (context: RenderContext, leg: Leg, family: Family): string[] => {
  const far = context.topology.peer(leg.port.id);
  const site = far && context.topology.device(far.device).site;
  return site === undefined ? [] : networksAt(context, site, family);
};

/** What the inside leg may carry: networks of the site and of those beyond a wire, and neighbours as such. */
const insideSources = (context: RenderContext, host: Host, { site }: Sides, family: Family): string[] => {
  const door = context.doorOf(host.device.id);
  const sites = [site, ...linkedSites(context, site)];
  return [
    ...sites.flatMap((one) => networksAt(context, one, family)).filter((prefix) => prefix !== door?.pool),
    ...(family.version === 6 ? [LINK_LOCAL] : []),
    ...(family.version === 4 && insideServices(context.network, host.device).dhcp ? [UNADDRESSED] : []),
  ];
};

/** Where packets may come from on each leg: a zone is known by its leg and its addresses together. */
export const sourceSets = (context: RenderContext, host: Host, sides: Sides, family: Family): NftSet[] => {
  const door = context.doorOf(host.device.id);
  const pool: NftSet = {
    name: 'pool',
    comment: 'VPN clients of this gateway',
    elements: door ? [operatorRange(door), stationRange(door)] : [],
  };
  return [
    ...(family.version === 4 ? [pool] : []),
    {
      ...named(family, 'here'),
      comment: `networks of ${sides.site}`,
      elements: networksAt(context, sides.site, family),
    },
    {
      ...named(family, 'from_inside'),
      comment: 'what the inside leg may carry: this site, and others by the partner',
      elements: insideSources(context, host, sides, family),
    },
    ...sides.wires.map((leg, at) => ({
      ...named(family, ''),
      name: wireSet(at, family.suffix),
      comment: `what the wire ${leg.port.id} leads to`,
      elements: [...behindWire(context, leg, family), ...(family.version === 6 ? [LINK_LOCAL] : [])],
    })),
  ];
};

/** What no leg may carry. */
export const antiSpoof = ({ inside, wires, families }: Sides): string[] => [
  forged(`iifname "${OOB_TUN}" ip saddr != @pool`, 'a VPN client sends from its own address'),
  ...families.flatMap(({ ip, suffix }) => [
    ...inside.map((leg) =>
      forged(`iifname "${leg.iface}" ${ip} saddr != @from_inside${suffix}`, 'no foreign source inside'),
    ),
    ...wires.map((leg, at) =>
      forged(
        `iifname "${leg.iface}" ${ip} saddr != @${wireSet(at, suffix)}`,
        `only what ${leg.port.id} leads to`,
      ),
    ),
  ]),
];

/** The flat network of the site, in that version. */
const flatAt = (context: RenderContext, { site }: Sides, family: Family): string[] =>
  family.version === 4
    ? [sitePrefix(context, site)].filter((prefix) => prefix !== undefined)
    : networksAt(context, site, family);

/**
 * Whoever is on the inside leg asks its neighbours by itself, the partner too. A question that comes by a gateway goes round the isolation of a port, with
 * the source of somebody who may ask. To be tried after answers: a BMC with a wrong netmask sends its own to the gateway.
 */
export const notRound = (context: RenderContext, sides: Sides): string[] =>
  sides.families.flatMap((family) => {
    const flat = flatAt(context, sides, family);
    if (flat.length === 0 || sides.inside.length === 0) return [];
    const leg = names(sides.inside.map(({ iface }) => iface));
    return [
      forged(
        `iifname ${leg} oifname ${leg} ${family.ip} daddr ${flat.join(', ')}`,
        'no way round the isolation of ports',
      ),
    ];
  });

/** Doors, and what lies behind them, are IPv4: the kernel has no IPv6 there, and if it had, it would get no further. */
export const onlyInside = ({ wan, families }: Sides): string[] =>
  families.length < 2
    ? []
    : [
        forged(
          `iifname ${names([OOB_TUN, RDV_TUN, ...wan])} meta nfproto ipv6`,
          'doors and what comes by them are IPv4',
        ),
      ];
