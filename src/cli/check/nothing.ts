import type { Finding } from '#model/finding.ts';
import type { Network } from '#model/network.ts';

/** Rules about nothing find nothing; that is no good design, it is an empty one. */
export const nothingToCheck = (network: Network, file: string): Finding[] => {
  if (network.devices.some((device) => device.site !== undefined)) return [];
  const place = network.sites[0]?.place ?? { file, line: 1, column: 1, path: '' };
  const text = 'no site has a device, so there is nothing to check';
  const hint = 'write racks and devices below "sites"; relaxops init shows how';
  return [{ code: 'nothing-to-check', severity: 'warning', text, place, hint }];
};
