import { foldHostlist } from '#base/hostlist.ts';
import { naturalCompare } from '#base/natural.ts';
import type { Network } from '#model/network.ts';
import { counted } from '../text.ts';
import { alikeRacks, MOST_RACKS, type RackGroup } from './alike.ts';
import type { Links } from './links.ts';
import type { MapNode } from './model.ts';

/** `auto`: one by one while they are few enough to read. */
export const RACK_MODES = ['auto', 'each', 'alike'] as const;
export type RackMode = (typeof RACK_MODES)[number];

const last = (id: string): string => id.slice(id.lastIndexOf('/') + 1);

/** The same device of several racks, as one node. */
const merged = (nodes: readonly MapNode[], place: string): MapNode => {
  const first = nodes[0]!;
  if (nodes.length === 1) return { ...first, place };
  const members = nodes.flatMap((node) => node.members);
  const label = nodes.every((node) => node.label === first.label) ? first.label : first.kind;
  return { ...first, place, label, members, note: counted(members.length, first.kind) };
};

const asOne = (group: readonly RackGroup[]): RackGroup => {
  const first = group[0]!;
  if (group.length === 1) return first;
  const racks = group.flatMap(({ place }) => place.racks ?? []);
  const place = {
    ...first.place,
    label: foldHostlist(racks.map(last)),
    note: `${counted(racks.length, 'rack')}${first.nodes.length === 0 ? ', empty' : ''}`,
    racks,
  };
  // Sorted alike, so that the n-th of one rack is the n-th of the others.
  const sorted = group.map(({ nodes }) =>
    [...nodes].sort((a, b) => (a.kind < b.kind ? -1 : a.kind > b.kind ? 1 : naturalCompare(a.id, b.id))),
  );
  const nodes = sorted[0]!.map((_, at) =>
    merged(
      sorted.map((list) => list[at]!),
      place.id,
    ),
  );
  return { place, nodes };
};

/** Racks with nothing in them are one, however few. */
const emptyAsOne = (racks: readonly RackGroup[]): RackGroup[] => {
  const empty = racks.filter(({ nodes }) => nodes.length === 0);
  const first = empty[0];
  if (!first || empty.length < 2) return [...racks];
  return racks.flatMap((rack) => (rack === first ? [asOne(empty)] : empty.includes(rack) ? [] : [rack]));
};

const tooMany = (count: number, all: number, mode: RackMode): boolean =>
  mode === 'alike' || (mode === 'auto' && (count > MOST_RACKS.site || all > MOST_RACKS.all));

/** The racks of every site as they will be drawn. */
export const drawnRacks = (
  network: Network,
  racks: readonly RackGroup[],
  links: Links,
  mode: RackMode,
): RackGroup[] => {
  const roles = new Map(network.devices.map((device) => [device.id, device.role as string]));
  const homes = new Map(
    racks.flatMap(({ place, nodes }) => nodes.flatMap((n) => n.members.map((m) => [m, place.id] as const))),
  );
  return network.sites.flatMap((site) => {
    const own = racks.filter(({ place }) => place.within === site.id);
    if (!tooMany(own.length, racks.length, mode)) return mode === 'each' ? own : emptyAsOne(own);
    const strict = alikeRacks(own, links, homes, roles, false);
    const groups = strict.length > MOST_RACKS.site ? alikeRacks(own, links, homes, roles, true) : strict;
    return groups.map(asOne);
  });
};
