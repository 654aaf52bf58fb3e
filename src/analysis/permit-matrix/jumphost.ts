import { bothOf, ownAddresses } from '#addressing/own.ts';
import type { Device, Network } from '#model/network.ts';
import { AT_JUMPHOST, FROM_JUMPHOST, PING, zonesOf } from '../permits.ts';
import { linkRows } from './link.ts';
import { askedRows, insideRows } from './out.ts';
import { denied, fromZone, type PermitRow, row, serviceOf } from './row.ts';

/** What a jumphost lets in and starts itself; it passes nothing on (T37). */
export const jumphostRows = (network: Network, device: Device): PermitRow[] => {
  const zones = zonesOf(network, device.site ?? '');
  const own = ownAddresses(network).get(device.id);
  const here = { leg: 'inside', to: device.id, destinations: bothOf(own) };
  const dual = own?.ip6 !== undefined;
  return [
    ...(dual ? linkRows(device.id, 'inside') : []),
    ...AT_JUMPHOST.map(({ from, service, why }) =>
      row(device.id, why, { ...here, ...fromZone(zones, from), ...serviceOf(service) }),
    ),
    row(device.id, 'ping from within', { ...here, from: 'within', ...serviceOf(PING) }),
    denied(device.id, 'in'),
    denied(device.id, 'through'),
    ...insideRows(device.id, 'inside', zones, FROM_JUMPHOST),
    ...askedRows(network, device.id, device.site),
  ];
};
