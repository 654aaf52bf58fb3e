import { must } from '#base/result.ts';
import type { PortKind } from '#model/network.ts';
import type { DifferenceKind, Observed, Witness } from '#model/observed.ts';
import { type End, farEnd, nearEnd } from './far-end.ts';
import type { Ground } from './ground.ts';

/** Two ends that are joined, by what somebody saw or wrote. */
export interface Link {
  readonly near: End;
  readonly far: End;
  readonly by: Witness;
}

/** Every link that was seen or is documented, with both ends as far as the inventory knows them. */
export const linksOf = (ground: Ground, observed: Observed): Link[] => {
  const pairs = [
    ...observed.neighbours.map(({ device, port, far, by }) => ({ device, port, far, by })),
    ...observed.documented.map(({ a, b, by }) => ({
      ...a,
      far: { name: b.device, addresses: [], ports: [b.port] },
      by,
    })),
  ];
  const told = new Set(observed.reporters.filter((r) => r.told).map((r) => r.device));
  return pairs.flatMap(({ device, port, far, by }) => {
    const near = nearEnd(ground, device, port, by);
    // A file that is named after no device says nothing of a stranger: its name may be wrong.
    if (near && near.device === undefined && told.has(device)) return [];
    if (near?.port !== undefined) ground.touch(near.port);
    const other = near && farEnd(ground, far, by);
    if (other?.port !== undefined) ground.touch(other.port);
    return near && other ? [{ near, far: other, by }] : [];
  });
};

const nameOf = (end: End): string =>
  end.port ??
  (end.device === undefined
    ? end.text
    : end.strange === undefined
      ? end.device
      : `${end.device} port "${end.strange}"`);

const report = (ground: Ground, kind: DifferenceKind, on: End, other: End, by: Witness): void => {
  const device = must(on.device, 'an end that the inventory has');
  const cable = on.port === undefined ? undefined : ground.cableAt(on.port);
  ground.judge(cable, 'different');
  if (other.port !== undefined) ground.judge(ground.cableAt(other.port), 'different');
  const expected = (on.port === undefined ? undefined : ground.expected(on.port)) ?? 'open';
  ground.differ([nameOf(on), nameOf(other)].sort().join(' '), {
    kind,
    on: on.port ?? device,
    place: cable?.place ?? ground.device(device).place,
    expected,
    seen: nameOf(other),
    by: [by],
  });
};

const strangePort = (ground: Ground, { device, strange }: End, by: Witness): void => {
  if (device === undefined || strange === undefined) return;
  const kind = 'unknown-port';
  ground.doubt(`${kind} ${device} ${strange}`, {
    kind,
    text: `${device} has no port "${strange}" in the inventory`,
    by,
  });
};

/** Ports that only ever carry management: whatever hangs there is the inventory's business. */
const OURS = new Set<PortKind>([
  'management',
  'bmc',
  'meta',
  'interlink',
  'console',
  'console-server',
  'outlet',
]);

/** Somebody whom the inventory does not have: no difference on a provider's line, nor on an open port of production. */
const stranger = (ground: Ground, near: End, far: End, by: Witness): void => {
  if (near.port === undefined) {
    strangePort(ground, near, by);
    return;
  }
  const expected = ground.expected(near.port);
  if (expected?.startsWith('provider:') || ground.topology.uplinkAt(near.port)) return;
  if (expected === undefined && !OURS.has(ground.port(near.port).kind)) return;
  report(ground, 'device-unknown', near, far, by);
};

const deviceAt = (ground: Ground, end: string | undefined): string | undefined =>
  end === undefined || /^(feed|provider):/.test(end) ? undefined : ground.port(end).device;

/** Neither port is known by its name: the devices alone can be compared. */
const byDevices = (ground: Ground, { near, far, by }: Link): void => {
  strangePort(ground, near, by);
  strangePort(ground, far, by);
  const cables = ground.between(near.device!, far.device!);
  if (cables.length === 0) report(ground, 'cable-unwritten', near, far, by);
  if (cables.length === 1) ground.judge(cables[0], 'devices');
};

/** One port is known by its name: its written other end must at least be the right device. */
const byOnePort = (ground: Ground, known: End, other: End, by: Witness): void => {
  strangePort(ground, other, by);
  const expected = ground.expected(known.port!);
  if (deviceAt(ground, expected) === other.device) {
    ground.judge(ground.cableAt(known.port!), 'devices');
    return;
  }
  report(ground, expected === undefined ? 'cable-unwritten' : 'cable-elsewhere', known, other, by);
};

const byPorts = (ground: Ground, { near, far, by }: Link): void => {
  const [a, b] = [ground.expected(near.port!), ground.expected(far.port!)];
  if (a === far.port) {
    ground.judge(ground.cableAt(near.port!), 'confirmed');
    return;
  }
  if (a === undefined && b === undefined) {
    report(ground, 'cable-unwritten', near, far, by);
    return;
  }
  // The end that has a cable says what was expected.
  report(ground, 'cable-elsewhere', a === undefined ? far : near, a === undefined ? near : far, by);
};

const judgeLink = (ground: Ground, link: Link): void => {
  const { near, far, by } = link;
  if (near.device === undefined && far.device === undefined) return;
  if (far.device === undefined) {
    stranger(ground, near, far, by);
    return;
  }
  if (near.device === undefined) {
    stranger(ground, far, near, by);
    return;
  }
  if (near.port !== undefined && far.port !== undefined) {
    byPorts(ground, link);
    return;
  }
  if (near.port !== undefined) {
    byOnePort(ground, near, far, by);
    return;
  }
  if (far.port !== undefined) {
    byOnePort(ground, far, near, by);
    return;
  }
  byDevices(ground, link);
};

/** Several on one port: something between lets LLDP through; the one that is written is taken, else the first; all are noted. */
const severalOn = (ground: Ground, links: readonly Link[]): readonly Link[] => {
  const { near, by } = links[0]!;
  const expected = near.port === undefined ? undefined : ground.expected(near.port);
  const written = links.filter(
    ({ far }) => far.port === expected || far.device === deviceAt(ground, expected),
  );
  const others = new Set(links.map(({ far }) => far.device ?? far.text));
  if (near.port === undefined || others.size < 2) return links;
  const kind = 'several-neighbours';
  const text = `${near.port} has several neighbours: ${[...others].slice(0, 5).join(', ')}`;
  ground.doubt(`${kind} ${near.port}`, { kind, text, by });
  return (expected !== undefined && written.length > 0 ? written : links).slice(0, 1);
};

/** Judges cables by links: as written, elsewhere, unwritten, or to somebody unknown. */
export const judgeLinks = (ground: Ground, links: readonly Link[]): void => {
  const groups = new Map<string, Link[]>();
  for (const link of links) {
    // Each file for itself: a documentation beside LLDP is no second neighbour.
    const key = `${link.by.file} ${link.near.port ?? link.near.text}`;
    const group = groups.get(key);
    if (group) group.push(link);
    else groups.set(key, [link]);
  }
  for (const group of groups.values()) for (const link of severalOn(ground, group)) judgeLink(ground, link);
};
