import { hasReservation, insideServices } from '#model/inside-service.ts';
import type { Network } from '#model/network.ts';
import type { Report } from './report.ts';

/** A device that waits for a lease from a server of ours gets one only by its MAC address: there is no pool. */
export const checkLeases = (network: Network, report: Report): void => {
  const served = new Set(
    network.devices.flatMap((device) => (insideServices(network, device).dhcp ? [device.site] : [])),
  );
  for (const device of network.devices)
    if (device.startNeeds?.includes('lease') && served.has(device.site) && !hasReservation(device))
      report.add(
        'warning',
        'no-reservation',
        device.place,
        `${device.id} waits for a lease, and no port of it has a "mac" to reserve one for`,
        {
          on: device.id,
          hint: 'write the MAC address of its management port: "ports: { mgmt: { mac: … } }"',
        },
      );
};
