import type { Device, Network } from './network.ts';
import { softwareOf } from './software.ts';

const softwareNames = (network: Network, device: Device): Set<string> => {
  const { platform, version } = device;
  const own = platform === undefined ? [] : [[platform, version].filter(Boolean).join('-')];
  return new Set([...own, ...(softwareOf(network.software, device)?.components ?? [])]);
};

/** Devices by what they run: a version of a platform, and each component that the inventory names for it. */
export const devicesBySoftware = (network: Network): ReadonlyMap<string, readonly string[]> => {
  const found = new Map<string, string[]>();
  for (const device of network.devices)
    for (const name of softwareNames(network, device))
      (found.get(name) ?? found.set(name, []).get(name)!).push(device.id);
  return found;
};
