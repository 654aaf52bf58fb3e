import { linkLocal } from '#addressing/ipv6.ts';
import { ownAddresses } from '#addressing/own.ts';
import type { Device, Network } from '#model/network.ts';
import { type PermitRow, row } from './row.ts';

/** A gateway that may be one of a pair. */
interface Paired {
  readonly network: Network;
  readonly device: Device;
  readonly site: string;
}

/** RFC 5798 sections 5.1.1.2 and 5.1.1.4: VRRP is protocol 112 to 224.0.0.18. */
export const vrrpRows = ({ network, device, site }: Paired): PermitRow[] => {
  const pair = network.pairs.find((one) => one.site === site);
  const own = ownAddresses(network);
  const partners = pair?.engine === 'keepalived' ? pair.gateways.filter((id) => id !== device.id) : [];
  const known = partners.flatMap((id) => own.get(id) ?? []);
  if (known.length === 0) return [];
  // From link-local addresses, to ff02::12: sections 5.1.2.1 and 5.1.2.2.
  const dual = pair?.shared6 !== undefined;
  const sources = known.flatMap(({ ip }) => [ip, ...(dual ? [linkLocal(ip)] : [])]);
  const group = ['224.0.0.18', ...(dual ? ['ff02::12'] : [])];
  const from = partners.join(' ');
  const sent = { direction: 'out', leg: 'inside', from: device.id, state: '-' } as const;
  return [
    row(device.id, 'adverts to the pair: VRRP (T44)', {
      ...sent,
      to: 'adverts',
      destinations: group,
      protocol: '112',
    }),
    row(device.id, 'asks for the adverts: IGMP', {
      ...sent,
      to: 'multicast routers',
      destinations: ['224.0.0.22'],
      protocol: '2',
    }),
    row(device.id, 'adverts of the pair: VRRP (T44)', {
      leg: 'inside',
      from,
      sources,
      to: 'adverts',
      destinations: group,
      protocol: '112',
      state: '-',
    }),
  ];
};
