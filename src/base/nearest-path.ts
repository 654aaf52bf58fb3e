import { nearest } from './nearest.ts';

/** More than these are no hint. */
const MOST_ENDINGS = 3;

const lastPart = (id: string): string => id.slice(id.lastIndexOf('/') + 1);

/** The name whose last part looks most like one that was written alone. */
const nearestByLastPart = (name: string, ids: readonly string[]): string[] => {
  const own = name.includes('/') ? undefined : nearest(name, ids.map(lastPart));
  const id = own === undefined ? undefined : ids.find((one) => lastPart(one) === own);
  return id === undefined ? [] : [id];
};

/**
 * Which of the full names, such as `zrh1/r01/jump1`, somebody who wrote `name` most likely meant: those that end like it (three at most),
 * else the one that is spelt almost so, as a whole or in its last part; `others` may stand there as well. Empty if none is near.
 */
export const nearestPaths = (
  name: string,
  paths: Iterable<string>,
  others: Iterable<string> = [],
): string[] => {
  const ids = [...paths];
  const endings = ids.filter((id) => id.endsWith(`/${name}`)).slice(0, MOST_ENDINGS);
  if (endings.length > 0) return endings;
  const whole = nearest(name, [...others, ...ids]);
  return whole === undefined ? nearestByLastPart(name, ids) : [whole];
};
