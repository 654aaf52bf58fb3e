import type { DocumentedCable, Reporter, Witness } from '#model/observed.ts';
import { firstText, type Json, member, objectsOf } from './json.ts';

/** Rows of a list of NetBox, `{count, next, previous, results}`, or the results alone. */
export const resultsOf = (value: unknown): Json[] | undefined => {
  if (Array.isArray(value)) return objectsOf(value);
  return Array.isArray(member(value, 'results')) ? objectsOf(member(value, 'results')) : undefined;
};

/** Whether the list ends here; with `next` there are pages that we have not seen. */
const isWhole = (value: unknown): boolean => firstText(value, 'next') === undefined;

/** One end of a cable: a device's port. Circuit terminations, power feeds and patch panels have none of that. */
export const endOf = (object: unknown): { device: string; port: string } | undefined => {
  const [device, port] = [
    firstText(member(object, 'device'), 'name', 'display'),
    firstText(object, 'name', 'display'),
  ];
  return device === undefined || port === undefined ? undefined : { device, port };
};

/** Cables with those whose cables they are; NetBox is complete about a device that it has a cable of, if no page is missing. */
export const documented = (value: unknown, cables: readonly DocumentedCable[], by: Witness) => {
  const devices = new Set(cables.flatMap(({ a, b }) => [a.device, b.device]));
  const reporters = [...devices].map(
    (device): Reporter => ({ device, of: 'documented', complete: isWhole(value), by }),
  );
  return { documented: cables, reporters };
};
