import type { Device, Network } from '#model/network.ts';
import { BROADCAST, DHCP_CLIENT, prefixesHere, servedInside, UNADDRESSED, type Zone } from '../permits.ts';
import { fromZone, type PermitRow, row, serviceOf } from './row.ts';

/** A gateway that may serve the inside. */
interface Serving {
  readonly network: Network;
  readonly device: Device;
  readonly site: string;
  readonly zones: readonly Zone[];
  readonly own: readonly string[];
}

/** Names and leases, on the inside leg; who has no address yet asks everybody and is answered at the new one. */
export const servedRows = ({ network, device, site, zones, own }: Serving): PermitRow[] =>
  servedInside(network, device).map(({ service, why, leases, dual }) => {
    const all = fromZone(zones, 'management');
    const zone = dual ? all : { ...all, sources: all.sources.filter((one) => !one.includes(':')) };
    const asked = leases
      ? {
          from: site,
          sources: [...prefixesHere(network, site), UNADDRESSED],
          destinations: [...own, BROADCAST],
        }
      : { ...zone, destinations: own };
    return row(device.id, why, { leg: 'inside', ...asked, to: device.id, ...serviceOf(service) });
  });

/** Leases that are given out: packets of their own, to the new address or to everybody. */
export const leaseAnswers = ({ network, device, site }: Serving): PermitRow[] =>
  servedInside(network, device)
    .filter(({ leases }) => leases)
    .map(({ why }) =>
      row(device.id, why, {
        direction: 'out',
        leg: 'inside',
        from: device.id,
        to: site,
        destinations: [...prefixesHere(network, site), BROADCAST],
        protocol: 'udp',
        port: DHCP_CLIENT,
      }),
    );
