import { nearestPaths } from '#base/nearest-path.ts';
import { oneOfText } from './nearest.ts';
import type { Report } from './report.ts';

/**
 * `, expected "zrh1/r01/jump1"`: the devices whose full names end like what was written, else the one that is spelt almost so; `others`
 * are names that may stand there as well. Nothing where further mistakes are only counted.
 */
export const expectedDevice = (
  report: Report,
  name: string,
  devices: Iterable<string>,
  others: Iterable<string> = [],
): string => {
  if (report.full) return '';
  const near = nearestPaths(name, devices, others);
  return near.length === 0 ? '' : `, expected ${oneOfText(near)}`;
};
