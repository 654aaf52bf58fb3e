import type { Network } from '#model/network.ts';
import { askedServers } from '../asked-servers.ts';
import type { Egress, Zone } from '../permits.ts';
import { denied, type PermitRow, row, serviceOf, toZone } from './row.ts';

/** What a box of ours starts itself: inside what its role needs, outside the time and update servers that the inventory names. */

/** What it starts inside. */
export const insideRows = (
  at: string,
  leg: string,
  zones: readonly Zone[],
  egress: readonly Egress[],
): PermitRow[] =>
  egress.map(({ to, service, why }) =>
    row(at, why, {
      direction: 'out',
      leg,
      from: at,
      ...toZone(zones, to),
      ...(service ? serviceOf(service) : {}),
    }),
  );

/** Its questions to named servers, and the denial of everything else. */
export const askedRows = (network: Network, at: string, site: string | undefined): PermitRow[] => [
  ...askedServers(network, site).flatMap(({ kind, services, addresses, why }) =>
    addresses.length === 0
      ? []
      : services.map((service) =>
          row(at, why, {
            direction: 'out',
            from: at,
            to: kind,
            destinations: addresses,
            ...serviceOf(service),
          }),
        ),
  ),
  denied(at, 'out'),
];
