import type { Device, Network } from '#model/network.ts';

/** Parts of the inventory that several faults break at once. */

/** Port ids of a device's BMCs. */
export const bmcsOf = (device: Device): string[] =>
  device.ports.filter((port) => port.kind === 'bmc').map((port) => port.id);

const ids = (devices: readonly Device[]): string[] => devices.map((device) => device.id);

export const devicesInRack = ({ devices }: Network, rack: string): string[] =>
  ids(devices.filter((device) => device.rack === rack));

export const devicesInSites = ({ devices }: Network, sites: readonly string[]): string[] =>
  ids(devices.filter((device) => device.site !== undefined && sites.includes(device.site)));

export const feedsOfSites = ({ feeds }: Network, sites: readonly string[]): string[] =>
  feeds.filter((feed) => sites.includes(feed.site)).map((feed) => feed.id);

/** Devices of a role. */
export const devicesAs = ({ devices }: Network, role: Device['role']): string[] =>
  ids(devices.filter((device) => device.role === role));
