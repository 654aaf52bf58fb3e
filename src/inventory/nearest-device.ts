import { expectedNearest, nearest, oneOfText } from './nearest.ts';
import type { Report } from './report.ts';

/** More than these are no hint. */
const MOST_ENDINGS = 3;

const lastPart = (id: string): string => id.slice(id.lastIndexOf('/') + 1);

/** The device whose own name looks most like one that was written without its rack. */
const nearestByOwnName = (name: string, ids: readonly string[]): string => {
  const own = name.includes('/') ? undefined : nearest(name, ids.map(lastPart));
  const id = own === undefined ? undefined : ids.find((one) => lastPart(one) === own);
  return id === undefined ? '' : `, expected "${id}"`;
};

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
  const ids = [...devices];
  const endings = ids.filter((id) => id.endsWith(`/${name}`)).slice(0, MOST_ENDINGS);
  if (endings.length > 0) return `, expected ${oneOfText(endings)}`;
  return expectedNearest(name, [...others, ...ids]) || nearestByOwnName(name, ids);
};
