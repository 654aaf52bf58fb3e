import { length6 } from '#addressing/ipv6.ts';
import { doorAddress, operatorAddress, stationAddress } from '#addressing/pools.ts';
import type { Address, Cable, Network, Port } from '#model/network.ts';
import { type Column, csv, table } from '../output/table.ts';
import { permits } from './permits.ts';
import type { InScope, Table } from './table.ts';

/** One table of the plan: rows that match a scope, and its columns. Values are what a person types elsewhere. */
export interface Section<Row> {
  readonly title: string;
  readonly rows: (network: Network, inScope: InScope) => readonly Row[];
  readonly columns: readonly Column<Row>[];
  /** Columns that are there if one row at least has something for them. */
  readonly also?: readonly Column<Row>[];
  readonly alsoWhere?: (row: Row) => boolean;
}

const addresses: Section<Address> = {
  title: 'Addresses',
  rows: (network, inScope) => network.addresses.filter((a) => inScope(a.port) || inScope(a.device)),
  columns: [
    { title: 'address', value: (a) => `${a.ip}/${a.length}` },
    { title: 'port', value: (a) => a.port },
    { title: 'network', value: (a) => a.network },
  ],
  also: [
    { title: 'ipv6', value: ({ ip6, length }) => (ip6 === undefined ? '' : `${ip6}/${length6(length)}`) },
  ],
  alsoWhere: ({ ip6 }) => ip6 !== undefined,
};

const cables: Section<Cable> = {
  title: 'Cables',
  rows: (network, inScope) => network.cables.filter((c) => inScope(c.a) || inScope(c.b)),
  columns: [
    { title: 'from', value: (c) => c.a },
    { title: 'to', value: (c) => c.b },
    { title: 'kind', value: (c) => c.kind },
    {
      title: 'origin',
      value: (c) => c.origin,
      paint: (text, c, style) => (c.origin === 'wired' ? style.dim(text) : text),
    },
    { title: 'route', value: (c) => c.route ?? '' },
  ],
};

/** A port with what it is plugged into. */
export interface PluggedPort {
  readonly port: Port;
  readonly to: string | undefined;
  readonly origin: Cable['origin'] | undefined;
  readonly addresses: readonly string[];
}

/** Every port in scope with what it is plugged into. */
export const pluggedPorts = (network: Network, inScope: InScope): PluggedPort[] => {
  const cableAt = new Map(network.cables.flatMap((c) => [[c.a, c] as const, [c.b, c] as const]));
  const addressesAt = new Map<string, string[]>();
  for (const { port, ip, ip6 } of network.addresses)
    addressesAt.set(port, [...(addressesAt.get(port) ?? []), ip, ...(ip6 === undefined ? [] : [ip6])]);
  const ports = network.devices.flatMap((d) => d.ports).filter((p) => inScope(p.id) || inScope(p.device));
  return ports.map((port) => {
    const cable = cableAt.get(port.id);
    return {
      port,
      to: cable && (cable.a === port.id ? cable.b : cable.a),
      origin: cable?.origin,
      addresses: addressesAt.get(port.id) ?? [],
    };
  });
};

const ports: Section<PluggedPort> = {
  title: 'Ports',
  rows: pluggedPorts,
  columns: [
    { title: 'port', value: (p) => p.port.id },
    { title: 'kind', value: (p) => p.port.kind },
    { title: 'to', value: (p) => p.to ?? 'open' },
    { title: 'origin', value: (p) => p.origin ?? '' },
    { title: 'address', value: (p) => p.addresses.join(' ') },
    { title: 'label', value: (p) => p.port.label ?? '' },
  ],
};

/** An address inside a VPN: who has it when they enter by which door. */
export interface PoolAddress {
  readonly address: string;
  readonly who: string;
  readonly door: string;
}

const pools: Section<PoolAddress> = {
  title: 'VPN addresses',
  rows: (network, inScope) =>
    network.doors
      .filter((door) => inScope(door.gateway))
      .flatMap((door) => [
        { address: doorAddress(door), who: door.gateway, door: door.id },
        ...network.operators.map((o) => ({ address: operatorAddress(door, o), who: o.id, door: door.id })),
        ...network.stations.map((s) => ({ address: stationAddress(door, s), who: s.id, door: door.id })),
      ]),
  columns: [
    { title: 'address', value: (p) => p.address },
    { title: 'who', value: (p) => p.who },
    { title: 'door', value: (p) => p.door },
  ],
};

const filled = <Row>(section: Section<Row>, network: Network, inScope: InScope): Table => {
  const rows = section.rows(network, inScope);
  const { also = [], alsoWhere } = section;
  const columns = alsoWhere && rows.some(alsoWhere) ? [...section.columns, ...also] : section.columns;
  return {
    title: section.title,
    count: rows.length,
    data: rows,
    text: (style) => table(columns, rows, style),
    csv: () => csv(columns, rows),
  };
};

/** The tables of the plan by name, in the order in which they are shown. */
export const SECTIONS: Readonly<Record<string, (network: Network, inScope: InScope) => Table>> = {
  addresses: (network, inScope) => filled(addresses, network, inScope),
  vpn: (network, inScope) => filled(pools, network, inScope),
  cables: (network, inScope) => filled(cables, network, inScope),
  ports: (network, inScope) => filled(ports, network, inScope),
  permits,
};
