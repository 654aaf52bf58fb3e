import type { CableKind, Port, PortKind } from '#model/network.ts';
import { type DeviceDraft, type Draft, plug, type SiteDraft, usePort } from './draft.ts';
import { expectedNearest } from './nearest.ts';
import { keyPlace, type Node, valuePlace } from './node.ts';
import { type At, described, list, located, object, parsed, required, scalarOr, text } from './shape.ts';

const END = 'one end, such as "r01/srv01:eth0" or "feed:A"';
const end = required(located(text(END)));

/** `r01/srv01:eth0 -- r02/sw1:p5` */
const pairShape = located(
  parsed('a cable such as "r01/srv01:eth0 -- r02/sw1:p5"', (written) => {
    const ends = written.split(/\s+--\s+/);
    return ends.length === 2 && ends[0] && ends[1] ? ([ends[0], ends[1]] as const) : undefined;
  }),
);

export const cableShape = scalarOr(
  pairShape,
  object('a cable', {
    a: end,
    b: end,
    route: described('the duct or patch run', text('the name of a route')),
  }),
);

/** Section `cables` of a site. */
export const cablesShape = list(cableShape, 'cables');
/** Section `uncabled` of a site. */
export const uncabledShape = list(located(text('a port such as "r01/srv01:bmc"')), 'ports');

export type CableEntry = NonNullable<ReturnType<typeof cableShape.read>>;

/** The two ends of a cable as written. */
export const endsOf = (entry: CableEntry): { a: At<string>; b: At<string>; route?: string } | undefined => {
  if ('value' in entry) {
    const [a, b] = entry.value;
    return { a: { node: entry.node, value: a }, b: { node: entry.node, value: b } };
  }
  const { a, b, route } = entry;
  return a && b ? { a, b, ...(route === undefined ? {} : { route }) } : undefined;
};

/** The full id of what a site's section names: `r01/gw1` or `zrh1/r01/gw1`. */
const fullName = (site: string | undefined, name: string): string =>
  site === undefined || name.startsWith(`${site}/`) ? name : `${site}/${name}`;

/** Splits `r01/srv1:bmc`. */
export const splitPort = (name: string): { device: string; port: string | undefined } => {
  const at = name.indexOf(':');
  return at < 0 ? { device: name, port: undefined } : { device: name.slice(0, at), port: name.slice(at + 1) };
};

/** The device that a name means, as seen from a site; reports one that is not there. */
export const findDevice = (
  draft: Draft,
  site: string | undefined,
  name: string,
  node: Node,
): DeviceDraft | undefined => {
  const id = fullName(site, name);
  const device = draft.devices.get(id);
  if (device || draft.broken.has(id)) return device;
  const near = expectedNearest(id, [...draft.devices.keys(), ...draft.broken]);
  draft.report.errorAtKey('unknown-device', node, `there is no device "${id}"${near}`);
  return undefined;
};

/** The port that a name means; reports one that is not there. */
export const findPort = (
  draft: Draft,
  site: string | undefined,
  name: At<string>,
): { device: DeviceDraft; port: Port } | undefined => {
  const { device: deviceName, port: portName } = splitPort(name.value);
  const device = findDevice(draft, site, deviceName, name.node);
  if (!device) return undefined;
  const port = portName === undefined ? undefined : usePort(device, portName);
  if (port) return { device, port };
  const near =
    portName === undefined
      ? ', expected one such as "r01/srv01:eth0"'
      : expectedNearest(portName, device.set.byName.keys());
  const text =
    portName === undefined ? `"${name.value}" names no port` : `${device.id} has no port "${portName}"`;
  draft.report.errorAtKey('unknown-port', name.node, `${text}${near}`);
  return undefined;
};

/** Reports a port that has a cable already. */
export const isTaken = (draft: Draft, port: Port, node: Node): boolean => {
  const before = draft.cabled.get(port.id);
  const open = draft.open.get(port.id);
  const place = before?.place ?? open;
  if (!place) return false;
  const what = port.kind === 'outlet' ? 'outlet' : 'port';
  const text = before
    ? `${what} ${port.id} has a cable already, expected one`
    : `${port.id} is left open on purpose`;
  const related = [{ text: before ? 'the first cable' : 'left open here', place }];
  draft.report.errorAtKey(port.kind === 'outlet' ? 'outlet-taken' : 'port-taken', node, text, {
    related,
    on: port.id,
  });
  return true;
};

const FITS: readonly (readonly [PortKind, PortKind, CableKind])[] = [
  ['power', 'outlet', 'power'],
  ['console', 'console-server', 'console'],
  ['management', 'management', 'management'],
  ['bmc', 'management', 'management'],
  ['data', 'data', 'production'],
  ['meta', 'meta', 'meta'],
  // Management by way of production: possible, and for rules to judge.
  ['management', 'data', 'production'],
  ['bmc', 'data', 'production'],
  ['data', 'meta', 'meta'],
];

/** What a cable between two kinds of port carries; undefined if they do not fit. */
export const cableKind = (a: PortKind, b: PortKind): CableKind | undefined =>
  FITS.find(([x, y]) => (x === a && y === b) || (x === b && y === a))?.[2];

const plugFeed = (
  draft: Draft,
  site: SiteDraft,
  feed: At<string>,
  end: At<string>,
  route: string | undefined,
): void => {
  const id = `${site.site.id}/${feed.value.replace(/^feed:/, '').replace(`${site.site.id}/`, '')}`;
  const found = findPort(draft, site.site.id, end);
  if (!site.feeds.some((f) => f.id === id)) {
    const near = expectedNearest(
      id,
      site.feeds.map((f) => f.id),
    );
    return draft.report.error('unknown-feed', feed.node, `there is no feed "${id}"${near}`);
  }
  if (!found || isTaken(draft, found.port, end.node)) return;
  if (found.port.kind !== 'power') return misfit(draft, end.node, `${found.port.id} takes no power`);
  const place = valuePlace(end.node);
  plug(draft, found.port.id, `feed:${id}`, {
    kind: 'power',
    origin: 'written',
    place,
    ...(route ? { route } : {}),
  });
};

const misfit = (draft: Draft, node: Node, text: string): void =>
  draft.report.error('wrong-cable', node, `${text}, expected two ports that fit`);

const plugWritten = (draft: Draft, site: SiteDraft, entry: CableEntry): void => {
  const ends = endsOf(entry);
  if (!ends) return;
  const { a, b, route } = ends;
  if (b.value.startsWith('feed:')) return plugFeed(draft, site, b, a, route);
  if (a.value.startsWith('feed:')) return plugFeed(draft, site, a, b, route);
  const [from, to] = [findPort(draft, site.site.id, a), findPort(draft, site.site.id, b)];
  if (!from || !to) return;
  if (from.port.id === to.port.id) return misfit(draft, entry.node, `both ends are ${from.port.id}`);
  const taken = [isTaken(draft, from.port, a.node), isTaken(draft, to.port, b.node)];
  if (taken.includes(true)) return;
  const kind = cableKind(from.port.kind, to.port.kind);
  const internal = [from, to].some((e) => e.device.set.byName.get(e.port.name)?.internal);
  if (!kind || internal)
    return misfit(
      draft,
      entry.node,
      `${from.port.id} (${from.port.kind}) does not fit ${to.port.id} (${to.port.kind})`,
    );
  // The outlet and the console server are the far end, whichever way it was written.
  const flip = from.port.kind === 'outlet' || from.port.kind === 'console-server';
  const [near, far] = flip ? [to, from] : [from, to];
  const place = keyPlace(entry.node);
  plug(draft, near.port.id, far.port.id, { kind, origin: 'written', place, ...(route ? { route } : {}) });
};

/** Plugs in what a site's `cables` says, and remembers what `uncabled` leaves open. */
export const writtenCables = (
  draft: Draft,
  site: SiteDraft,
  cables: readonly CableEntry[],
  open: readonly At<string>[],
): void => {
  for (const entry of cables) plugWritten(draft, site, entry);
  for (const name of open) {
    const found = findPort(draft, site.site.id, name);
    if (found && !isTaken(draft, found.port, name.node)) draft.open.set(found.port.id, valuePlace(name.node));
  }
};
