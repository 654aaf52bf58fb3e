import type { Network } from '#model/network.ts';
import { devicesInSites, feedsOfSites } from './_parts.ts';
import type { Hardware } from './fault.ts';

/** All of these sites: every box is killed at once, and its feeds with it. */
export const destroySites = async (
  lab: Hardware,
  network: Network,
  sites: readonly string[],
): Promise<void> => {
  await lab.killChassis(...devicesInSites(network, sites));
  for (const feed of feedsOfSites(network, sites)) await lab.feed(feed, false);
};

export const rebuildSites = async (
  lab: Hardware,
  network: Network,
  sites: readonly string[],
): Promise<void> => {
  for (const feed of feedsOfSites(network, sites)) await lab.feed(feed, true);
  await lab.reviveChassis(...devicesInSites(network, sites));
};
