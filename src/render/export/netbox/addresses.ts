import { length6 } from '#addressing/ipv6.ts';
import { ownAddresses } from '#addressing/own.ts';
import type { Address, GatewayPair, Network, PairEngine, Port } from '#model/network.ts';
import type { CsvColumn } from '../csv.ts';
import type { ExportFile } from '../document.ts';
import { page, placed } from './table.ts';

/** NetBox's roles of addresses that move. */
const SHARED: Readonly<Record<PairEngine, string>> = {
  keepalived: 'vrrp',
  carp: 'carp',
  pacemaker: 'vip',
  none: 'vip',
};

const BASE: readonly CsvColumn<Address>[] = [
  ['address', (a) => `${a.ip}/${a.length}`],
  ['status', () => 'active'],
  ['device', (a) => a.device],
  ['interface', (a) => a.port.slice(a.port.indexOf(':') + 1)],
];

const isTrue = 'true';

const sharedOf = (network: Network, pair: GatewayPair) => ({
  pair,
  length: network.addresses.find((a) => a.network === 'management' && a.site === pair.site)?.length ?? 16,
});

/**
 * Addresses in four files: an import with a column `is_primary` or `is_oob` takes the mark from a device again at each of its
 * rows that does not have it (NetBox's IPAddressImportForm.save), so the marked ones are imported on their own.
 */
export const addressPages = (network: Network): ExportFile[] => {
  const here = new Set(placed(network.devices).map((device) => device.id));
  const ports = new Map<string, Port>(network.devices.flatMap((d) => d.ports).map((port) => [port.id, port]));
  const own = ownAddresses(network);
  const all = network.addresses.filter((a) => here.has(a.device));
  const bmcs = all.filter((a) => ports.get(a.port)?.kind === 'bmc');
  const primary = all.filter((a) => own.get(a.device) === a);
  const rest = [
    ...all.filter((a) => !bmcs.includes(a) && !primary.includes(a)),
    ...all.flatMap((a) => (a.ip6 === undefined ? [] : [{ ...a, ip: a.ip6, length: length6(a.length) }])),
  ];
  return [
    page('13-ip-addresses-primary', [...BASE, ['is_primary', () => isTrue]], primary),
    page('14-ip-addresses-oob', [...BASE, ['is_oob', () => isTrue]], bmcs),
    page('15-ip-addresses', BASE, rest),
    page(
      '16-ip-addresses-shared',
      [
        ['address', ({ pair, length }) => `${pair.shared}/${length}`],
        ['status', () => 'active'],
        ['role', ({ pair }) => SHARED[pair.engine]],
        ['description', ({ pair }) => `shared by ${pair.gateways.join(', ')}`],
      ],
      network.pairs.map((pair) => sharedOf(network, pair)),
    ),
  ];
};
