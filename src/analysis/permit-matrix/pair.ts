import { linkLocal } from '#addressing/ipv6.ts';
import { ownAddresses } from '#addressing/own.ts';
import type { Device, Network, PairEngine } from '#model/network.ts';
import { type PermitRow, row } from './row.ts';

/** A gateway of a site. */
interface Member {
  readonly network: Network;
  readonly device: Device;
  readonly site: string;
}

/** What the engines of pairs that say adverts call them. */
const ADVERTS: Partial<Record<PairEngine, string>> = { keepalived: 'VRRP', carp: 'CARP' };

/** RFC 5798 sections 5.1.1.2 and 5.1.1.4: VRRP is protocol 112 to 224.0.0.18; so is CARP (ucarp(8), `--mcast`). */
export const advertRows = ({ network, device, site }: Member): PermitRow[] => {
  const pair = network.pairs.find((one) => one.site === site);
  const own = ownAddresses(network);
  const protocol = pair && ADVERTS[pair.engine];
  const partners = protocol === undefined ? [] : pair!.gateways.filter((id) => id !== device.id);
  // By IPv6 from link-local addresses to ff02::12: RFC 5798 sections 5.1.2.1 and 5.1.2.2.
  const dual = pair?.shared6 !== undefined;
  const sources = partners
    .flatMap((id) => own.get(id)?.ip ?? [])
    .flatMap((ip) => [ip, ...(dual ? [linkLocal(ip)] : [])]);
  if (sources.length === 0) return [];
  const destinations = ['224.0.0.18', ...(dual ? ['ff02::12'] : [])];
  const from = partners.join(' ');
  const sent = { direction: 'out', leg: 'inside', from: device.id, state: '-' } as const;
  return [
    row(device.id, `adverts to the pair: ${protocol} (T44)`, {
      ...sent,
      to: 'adverts',
      destinations,
      protocol: '112',
    }),
    row(device.id, 'asks for the adverts: IGMP', {
      ...sent,
      to: 'multicast routers',
      destinations: ['224.0.0.22'],
      protocol: '2',
    }),
    row(device.id, `adverts of the pair: ${protocol} (T44)`, {
      leg: 'inside',
      from,
      sources,
      to: 'adverts',
      destinations,
      protocol: '112',
      state: '-',
    }),
  ];
};

/** corosync.conf(5), `mcastport`: members speak UDP on port 5405. */
const COROSYNC_PORT = 5405;

/** What members of a pair on Pacemaker say to each other. */
export const memberRows = ({ network, device, site }: Member): PermitRow[] => {
  const pair = network.pairs.find((one) => one.site === site && one.engine === 'pacemaker');
  const own = ownAddresses(network);
  const partners = pair?.gateways.filter((id) => id !== device.id) ?? [];
  const addresses = partners.flatMap((id) => own.get(id)?.ip ?? []);
  if (addresses.length === 0) return [];
  const why = 'members of the pair: corosync (T44)';
  const port = { leg: 'inside', protocol: 'udp', port: COROSYNC_PORT, state: '-' } as const;
  return [
    row(device.id, why, {
      ...port,
      direction: 'out',
      from: device.id,
      to: partners.join(' '),
      destinations: addresses,
    }),
    row(device.id, why, { ...port, from: partners.join(' '), sources: addresses, to: device.id }),
  ];
};
