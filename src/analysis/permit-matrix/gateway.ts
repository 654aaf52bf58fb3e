import { bothOf, ownAddresses } from '#addressing/own.ts';
import {
  gatewayTunnelAddress,
  operatorRange,
  RENDEZVOUS_PORT,
  serverPort,
  stationRange,
} from '#addressing/pools.ts';
import { hasRole } from '#model/device.ts';
import { insideServices } from '#model/inside-service.ts';
import type { Device, Door, Network } from '#model/network.ts';
import type { Topology } from '#model/topology.ts';
import { narrowPermitsAt } from '../narrow-permits.ts';
import {
  AT_GATEWAY,
  AT_JUMPHOST,
  askedInside,
  FROM_GATEWAY,
  flatNetworks,
  forwardedAt,
  joinedSites,
  networksOf,
  type Permit,
  PING,
  UNADDRESSED,
  type Zone,
  zonesOf,
} from '../permits.ts';
import { knockers } from './knockers.ts';
import { LINK_LOCAL, linkRows, onlyIpv4 } from './link.ts';
import { askedRows, insideRows } from './out.ts';
import { advertRows, memberRows } from './pair.ts';
import { denied, fromZone, type PermitRow, row, serviceOf, toZone } from './row.ts';
import { leaseAnswers, servedRows } from './served.ts';

/** What a gateway's lines are made from. */
interface Gateway {
  readonly network: Network;
  readonly topology: Topology;
  readonly device: Device;
  readonly site: string;
  readonly door: Door | undefined;
  readonly zones: readonly Zone[];
  /** Its own address inside. */
  readonly own: readonly string[];
}

/** Its legs towards the management network, `vpn inside wire` as far as there are any. */
const legs = ({ network, device, door }: Gateway, withVpn: boolean): string => {
  const wire = network.interlinks.some(({ a, b }) => a === device.id || b === device.id);
  return [...(withVpn && door ? ['vpn'] : []), 'inside', ...(wire ? ['wire'] : [])].join(' ');
};

/** Operators and stations come out of the VPN here, or out of that of a partner or another site; jumphosts never do. */
const legOf = (gateway: Gateway, { from }: Permit): string =>
  legs(gateway, from === 'operators' || from === 'stations');

/** The VPN's port, which listens outside, and how it is reached by way of a rendezvous. */
const doorRows = ({ network, device, door }: Gateway): PermitRow[] => {
  if (!door) return [];
  const server = { protocol: 'udp', port: serverPort(door) };
  const who = knockers(network);
  const listening = row(device.id, `door ${door.id} (T19)`, {
    leg: 'outside',
    ...who,
    to: device.id,
    ...server,
  });
  if (door.rendezvous === undefined) return [listening];
  const rendezvous = network.addresses.find(
    (a) => a.device === door.rendezvous && a.network === 'outside',
  )?.ip;
  const tunnel = gatewayTunnelAddress(network, door);
  return [
    listening,
    row(device.id, `tunnel to ${door.rendezvous}, dialled from here`, {
      direction: 'out',
      leg: 'outside',
      to: door.rendezvous,
      destinations: rendezvous === undefined ? [] : [rendezvous],
      protocol: 'udp',
      port: RENDEZVOUS_PORT,
    }),
    row(device.id, `door ${door.id}, forwarded by ${door.rendezvous}`, {
      leg: 'rendezvous',
      ...who,
      to: device.id,
      destinations: tunnel === undefined ? [] : [tunnel],
      ...server,
    }),
  ];
};

/** A zone is known by its leg and its addresses together. */
const believed = (gateway: Gateway): PermitRow[] => {
  const { network, topology, device, site, door } = gateway;
  const only = (leg: string, sources: readonly string[], why: string): PermitRow =>
    row(device.id, why, {
      direction: 'both',
      leg,
      action: 'only',
      from: 'believed there',
      sources,
      state: '-',
    });
  const inside = [site, ...joinedSites(network, site)].flatMap((id) => networksOf(network, id));
  const link = gateway.own.length > 1 ? [LINK_LOCAL] : [];
  const wires = network.interlinks.flatMap(({ id, a, b }) => {
    const far = a === device.id ? b : b === device.id ? a : undefined;
    const other = far === undefined ? undefined : topology.device(far).site;
    return other === undefined
      ? []
      : [only('wire', [...networksOf(network, other), ...link], `only what ${id} leads to`)];
  });
  return [
    ...(link.length > 0 ? onlyIpv4(device.id, ['outside', 'rendezvous']) : []),
    ...(door
      ? [only('vpn', [operatorRange(door), stationRange(door)], 'a VPN client sends from its own address')]
      : []),
    only(
      'inside',
      [
        ...inside.filter((prefix) => prefix !== door?.pool),
        ...link,
        ...(insideServices(network, device).dhcp ? [UNADDRESSED] : []),
      ],
      'no foreign source inside',
    ),
    ...wires,
  ];
};

/** An uplink whose address is leased: its DHCP client renews it (RFC 2131 section 4.1). */
const leaseRows = ({ network, device }: Gateway): PermitRow[] => {
  const leased = network.uplinks.some(
    (uplink) => uplink.device === device.id && uplink.address === undefined,
  );
  if (!leased) return [];
  const lease = { leg: 'outside', protocol: 'udp' } as const;
  const why = 'the address of the uplink is leased';
  return [
    row(device.id, why, { ...lease, to: device.id, port: 68 }),
    row(device.id, why, { ...lease, direction: 'out', from: device.id, port: 67 }),
  ];
};

/** Questions about its own logins. */
const loginRows = ({ network, device }: Gateway): PermitRow[] => {
  const asked = askedInside(network, device.id);
  if (!asked) return [];
  const { addresses: destinations, name: to, service, why } = asked;
  return [
    row(device.id, why, {
      direction: 'out',
      leg: 'inside',
      from: device.id,
      to,
      destinations,
      ...serviceOf(service),
    }),
  ];
};

const outRows = (gateway: Gateway): PermitRow[] => [
  ...leaseAnswers(gateway),
  ...insideRows(gateway.device.id, legs(gateway, false), gateway.zones, FROM_GATEWAY),
  ...loginRows(gateway),
  ...askedRows(gateway.network, gateway.device.id, gateway.device.site),
];

/** What a gateway that is a jumphost as well lets in beside: the other gateways, "when the VPN is the trouble". */
const jumphostHere = (gateway: Gateway): PermitRow[] => {
  const { device, zones, own } = gateway;
  const known = new Set(AT_GATEWAY.map(({ from }) => from));
  return AT_JUMPHOST.filter(({ from }) => hasRole(device, 'jumphost') && !known.has(from)).map((permit) =>
    row(device.id, permit.why, {
      leg: legOf(gateway, permit),
      ...fromZone(zones, permit.from),
      to: device.id,
      destinations: own,
      ...serviceOf(permit.service),
    }),
  );
};

const inRows = (gateway: Gateway): PermitRow[] => {
  const { device, zones, own } = gateway;
  const here = { to: device.id, destinations: own };
  return [
    ...doorRows(gateway),
    ...leaseRows(gateway),
    ...advertRows(gateway),
    ...memberRows(gateway),
    ...AT_GATEWAY.map((permit) =>
      row(device.id, permit.why, {
        leg: legOf(gateway, permit),
        ...fromZone(zones, permit.from),
        ...here,
        ...serviceOf(permit.service),
      }),
    ),
    ...jumphostHere(gateway),
    ...servedRows(gateway),
    row(device.id, 'ping from within', {
      leg: legs(gateway, true),
      from: 'within',
      to: device.id,
      ...serviceOf(PING),
    }),
    denied(device.id, 'in'),
  ];
};

/** The user's own permits. */
const narrowRows = (gateway: Gateway): PermitRow[] =>
  narrowPermitsAt(gateway.network, gateway.site).flatMap(({ services, inVpn, why, ...found }) => {
    const ends = {
      from: found.from,
      sources: [...found.sources, ...found.sources6],
      to: found.to,
      destinations: [...found.destinations, ...found.destinations6],
    };
    return services.map((service) =>
      row(gateway.device.id, why, {
        direction: 'through',
        leg: legs(gateway, inVpn),
        ...ends,
        ...serviceOf(service),
        state: 'both ways',
      }),
    );
  });

const throughRows = (gateway: Gateway): PermitRow[] => {
  const { network, device, site, zones } = gateway;
  const hop = row(device.id, 'a wire between sites carries one hop: source or destination is of this site', {
    direction: 'through',
    action: 'only',
    from: site,
    sources: networksOf(network, site),
    to: site,
    destinations: networksOf(network, site),
    state: '-',
  });
  const flat = flatNetworks(network, site);
  const round = row(device.id, 'no way round the isolation of ports: neighbours ask by themselves', {
    direction: 'through',
    leg: 'inside',
    action: 'deny',
    to: `neighbours in ${site}`,
    destinations: flat,
    state: '-',
  });
  return [
    ...(joinedSites(network, site).length > 0 ? [hop] : []),
    ...(flat.length > 0 ? [round] : []),
    ...forwardedAt(network, site).map((permit) =>
      row(device.id, permit.why, {
        direction: 'through',
        leg: legOf(gateway, permit),
        ...fromZone(zones, permit.from),
        ...toZone(zones, permit.to),
        ...serviceOf(permit.service),
        state: permit.stateful ? 'stateful' : 'both ways',
      }),
    ),
    ...narrowRows(gateway),
    denied(device.id, 'through'),
  ];
};

/** What a gateway lets in, passes on and starts itself. */
export const gatewayRows = (network: Network, topology: Topology, device: Device): PermitRow[] => {
  const site = device.site ?? '';
  const own = ownAddresses(network).get(device.id);
  const gateway: Gateway = {
    network,
    topology,
    device,
    site,
    door: network.doors.find((door) => door.gateway === device.id),
    zones: zonesOf(network, site),
    own: bothOf(own),
  };
  // Neighbours are heard before anybody asks who is believed: without them nobody is.
  const link = gateway.own.length > 1 ? linkRows(device.id, legs(gateway, false)) : [];
  return [...link, ...believed(gateway), ...inRows(gateway), ...throughRows(gateway), ...outRows(gateway)];
};
