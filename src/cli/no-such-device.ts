import { nearestPaths } from '#base/nearest-path.ts';
import type { Network } from '#model/network.ts';
import type { Outcome } from './command.ts';
import { refused } from './outcome.ts';

/** Nothing has that name; those that were most likely meant are named. */
export const noSuchDevice = (network: Network, name: string): Outcome => {
  const near = nearestPaths(
    name,
    network.devices.map(({ id }) => id),
  );
  const hint = near.length > 0 ? `did you mean ${near.join(' or ')}?` : 'relaxops plan lists every device';
  return refused('not-found', `"${name}" is not a device`, hint);
};
