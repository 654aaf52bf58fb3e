import type { CableKind, PortKind } from '#model/network.ts';
import { defined } from './defined.ts';
import { type CableFacts, type Draft, plug, type SiteDraft } from './draft.ts';
import { expectedNearest } from './nearest.ts';
import { child, keyPlace, type Node, valuePlace } from './node.ts';
import { findPort, isTaken, type PortEnd } from './port-names.ts';
import {
  type At,
  described,
  list,
  located,
  object,
  oneOf,
  parsed,
  required,
  scalarOr,
  text,
} from './shape.ts';

const CARRIED = ['management', 'production', 'meta'] as const;

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
    carries: described(
      'networks that ride on it as VLANs, beside its own kind',
      list(oneOf('bad-value', 'a kind of cable', CARRIED), 'kinds'),
    ),
  }),
);

/** Section `cables` of a site. */
export const cablesShape = list(cableShape, 'cables');
/** Section `uncabled` of a site. */
export const uncabledShape = list(located(text('a port such as "r01/srv01:bmc"')), 'ports');

/** What is told of a cable beside its ends. */
type Told = Pick<CableFacts, 'route' | 'carries'>;

export type CableEntry = NonNullable<ReturnType<typeof cableShape.read>>;

/** The two ends of a cable as written. */
export const endsOf = (entry: CableEntry): { a: At<string>; b: At<string>; told: Told } | undefined => {
  if ('value' in entry) {
    const [a, b] = entry.value;
    return { a: { node: entry.node, value: a }, b: { node: entry.node, value: b }, told: {} };
  }
  const { a, b, route, carries } = entry;
  return a && b ? { a, b, told: defined({ route, carries }) } : undefined;
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

const misfit = (draft: Draft, node: Node, text: string): void =>
  draft.report.error('wrong-cable', node, `${text}, expected two ports that fit`);

/** The feed that `feed:A` means at a site; reports one that is not there. */
const findFeed = (draft: Draft, site: SiteDraft | undefined, end: At<string>): string | undefined => {
  if (!site) {
    draft.report.error(
      'wrong-cable',
      end.node,
      `a cable to "${end.value}" stays in its site, expected it there`,
    );
    return undefined;
  }
  const id = `${site.site.id}/${end.value.replace(/^feed:/, '').replace(`${site.site.id}/`, '')}`;
  const all = site.feeds.map((feed) => feed.id);
  if (all.includes(id)) return id;
  draft.report.error('unknown-feed', end.node, `there is no feed "${id}"${expectedNearest(id, all)}`);
  return undefined;
};

const plugFeed = (
  draft: Draft,
  site: SiteDraft | undefined,
  feed: At<string>,
  end: At<string>,
  more: Told,
): void => {
  const id = findFeed(draft, site, feed);
  const found = findPort(draft, site?.site.id, end);
  if (!found || isTaken(draft, found.port, end.node) || id === undefined) return;
  const facts = { kind: 'power', origin: 'written', place: valuePlace(end.node), ...more } as const;
  checkCarries(draft, feed.node.parent ?? feed.node, 'power', more.carries);
  if (found.port.kind === 'power') plug(draft, found.port.id, `feed:${id}`, facts);
  else misfit(draft, end.node, `${found.port.id} takes no power`);
};

const isInternal = (end: PortEnd): boolean => end.device.set.byName.get(end.port.name)?.internal === true;

/** VLANs ride on cables of networks, beside the cable's own. */
const checkCarries = (draft: Draft, node: Node, kind: CableKind, carries: Told['carries'] = []): void => {
  const at = child(node, 'carries');
  if (!at || carries.length === 0) return;
  const isNetwork = CARRIED.some((one) => one === kind);
  if (!isNetwork)
    draft.report.error('bad-value', at, `no VLAN rides on a ${kind} cable, expected no "carries"`);
  else if (carries.includes(kind))
    draft.report.error('bad-value', at, `it is a ${kind} cable itself, expected what rides on it besides`);
};

const plugPorts = (draft: Draft, node: Node, from: PortEnd, to: PortEnd, more: Told): void => {
  const kind = cableKind(from.port.kind, to.port.kind);
  // The outlet and the console server are the far end, whichever way it was written.
  const flip = from.port.kind === 'outlet' || from.port.kind === 'console-server';
  const [near, far] = flip ? [to, from] : [from, to];
  if (from.port.id === to.port.id) misfit(draft, node, `both ends are ${from.port.id}`);
  else if (!kind || isInternal(from) || isInternal(to))
    misfit(draft, node, `${from.port.id} (${from.port.kind}) does not fit ${to.port.id} (${to.port.kind})`);
  else {
    checkCarries(draft, node, kind, more.carries);
    plug(draft, near.port.id, far.port.id, { kind, origin: 'written', place: keyPlace(node), ...more });
  }
};

const plugWritten = (draft: Draft, site: SiteDraft | undefined, entry: CableEntry): void => {
  const ends = endsOf(entry);
  if (!ends) return;
  const { a, b, told: more } = ends;
  if (b.value.startsWith('feed:') && a.value.startsWith('feed:'))
    misfit(draft, entry.node, `both ends are feeds, "${a.value}" and "${b.value}"`);
  else if (b.value.startsWith('feed:')) plugFeed(draft, site, b, a, more);
  else if (a.value.startsWith('feed:')) plugFeed(draft, site, a, b, more);
  else {
    const [from, to] = [findPort(draft, site?.site.id, a), findPort(draft, site?.site.id, b)];
    if (!from || !to) return;
    const taken = [isTaken(draft, from.port, a.node), isTaken(draft, to.port, b.node)];
    if (!taken.includes(true)) plugPorts(draft, entry.node, from, to, more);
  }
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

/** Plugs in the section `cables` of the inventory: cables from one site to another. */
export const writtenBetween = (draft: Draft, cables: readonly CableEntry[]): void => {
  for (const entry of cables) plugWritten(draft, undefined, entry);
};
