import { nameServices } from '#model/names.ts';
import type { Network } from '#model/network.ts';
import { CORE, providerHost } from './internet-hosts.ts';
import { LAPTOP, laptopAt, otherLaptopAt, stationAt } from './laptops.ts';
import { serviceHost } from './name-service.ts';

/** Every name that a host of the network's lab may have: devices and their BMCs, and the world around them. */
export const hostNames = (network: Network): string[] => [
  ...network.devices.flatMap((device) => [
    device.id,
    ...device.ports.filter((port) => port.kind === 'bmc').map((port) => port.id),
  ]),
  LAPTOP,
  ...network.doors.flatMap((door) => [laptopAt(door.id), otherLaptopAt(door.id)]),
  ...network.providers.map((provider) => providerHost(provider.id)),
  ...nameServices(network).map(({ id }) => serviceHost(id)),
  ...network.stations.map((station) => stationAt(station.id)),
  CORE,
];
