import type { PermitRow } from '#analysis/permit-matrix/row.ts';
import type { Network } from '#model/network.ts';
import { holds, type Packet } from './_first-packets.ts';
import { testMaterial } from './_test-material.ts';
import { type RenderContext, renderContext } from './context.ts';
import { renderHost } from './render-host.ts';

/** For tests: first packets of every kind, and the verdict of the permit matrix on them. */

export const rowMatches = (row: PermitRow, packet: Packet): boolean =>
  (row.leg === 'any' || row.leg.split(' ').includes(packet.leg)) &&
  (row.protocol === 'any' || row.protocol === packet.protocol) &&
  (row.port === undefined || row.port === packet.port) &&
  (row.sources.length === 0 || row.sources.some((one) => holds(one, packet.src))) &&
  (row.destinations.length === 0 || row.destinations.some((one) => holds(one, packet.dst)));

/** `only`: on that leg one of the two ends must be among those named. */
export const barred = (row: PermitRow, packet: Packet): boolean =>
  (row.leg === 'any' || row.leg === packet.leg) &&
  !row.sources.some((one) => holds(one, packet.src)) &&
  !row.destinations.some((one) => holds(one, packet.dst));

export type Direction = 'in' | 'through' | 'out';

export const byMatrix = (rows: readonly PermitRow[], direction: Direction, packet: Packet): boolean => {
  const mine = rows.filter(
    (row) => row.direction === direction || (row.direction === 'both' && direction !== 'out'),
  );
  if (mine.some((row) => row.action === 'only' && barred(row, packet))) return false;
  return mine.find((row) => row.action !== 'only' && rowMatches(row, packet))?.action === 'permit';
};

export const LEGS: readonly (readonly [string, string])[] = [
  ['vpn', 'tun-oob'],
  ['inside', 'inside'],
  ['wire', 'xc'],
  ['outside', 'wan'],
  ['rendezvous', 'tun-rdv'],
];
export const SERVICES: readonly (readonly [string, number])[] = [
  ['tcp', 22],
  ['tcp', 443],
  ['udp', 68],
  ['udp', 161],
  ['udp', 1194],
  ['udp', 1195],
  ['udp', 1500],
  ['icmp', 0],
  ['112', 0],
];
export const SENT: typeof SERVICES = [...SERVICES, ['tcp', 80], ['udp', 67], ['udp', 123], ['2', 0]];
/** One of each zone, near and far, and of none. */
export const ADDRESSES = [
  ...[
    '10.101.1.1',
    '10.101.1.5',
    '10.101.1.10',
    '10.101.1.200',
    '10.101.2.11',
    '10.102.1.10',
    '10.102.2.200',
  ],
  ...[
    '10.1.0.1',
    '10.1.0.2',
    '10.1.0.3',
    '10.1.0.11',
    '10.2.0.2',
    '10.2.0.11',
    '10.1.2.41',
    '10.1.1.201',
    '10.2.1.1',
  ],
  ...[
    '10.3.1.1',
    '10.103.1.10',
    '10.200.1.1',
    '10.201.1.2',
    '10.201.1.3',
    '198.51.100.5',
    '203.0.113.2',
    '203.0.113.66',
    '192.0.2.2',
    '224.0.0.18',
  ],
];
/** Multicast routers, a named time server and a named update server. */
export const ASKED = ['224.0.0.22', '192.0.2.123', '192.0.2.80'];

export const textOf = (of: Network, host: string, name: string): string => {
  const context: RenderContext = renderContext(of, testMaterial(of));
  return renderHost(context, host).find((file) => file.path.endsWith(`/${name}`))!.text;
};
export const filterOf = (of: Network, host: string): string => textOf(of, host, 'nftables.nft');

export const packets = (legs: typeof LEGS): Packet[] =>
  legs.flatMap(([leg, iif]) =>
    ADDRESSES.flatMap((src) =>
      ADDRESSES.flatMap((dst) =>
        SERVICES.map(([protocol, port]) => ({ leg, iif, oif: 'inside', src, dst, protocol, port })),
      ),
    ),
  );

/** What a host sends: out by each leg, from its own address. */
export const sent = (legs: typeof LEGS, src: string): Packet[] =>
  legs.flatMap(([leg, oif]) =>
    [...ADDRESSES, ...ASKED].flatMap((dst) =>
      SENT.map(([protocol, port]) => ({ leg, iif: '', oif, src, dst, protocol, port })),
    ),
  );
