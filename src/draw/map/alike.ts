import type { Links } from './links.ts';
import type { MapNode, MapPlace } from './model.ts';

/** A rack with its nodes before racks are put together. */
export interface RackGroup {
  readonly place: MapPlace;
  readonly nodes: readonly MapNode[];
}

/** How many racks are drawn one by one: per site and in all. Beyond, those that are alike are one. */
export const MOST_RACKS = { site: 40, all: 200 } as const;

type Roles = ReadonlyMap<string, string>;
type Racks = ReadonlyMap<string, string>;

/** What a node's cables lead to: a neighbour in the rack by its role, one elsewhere by its name, or loosely by its role. */
const peers = (node: MapNode, rack: string, links: Links, racks: Racks, roles: Roles, loose: boolean) =>
  node.members
    .flatMap((device) =>
      links
        .cablesOf(device)
        .filter((cable) => cable.kind !== 'power')
        .map((cable) => {
          const far = links.farEnd(cable, device);
          const near = racks.get(far) === rack || loose;
          return `${cable.kind}>${near ? (roles.get(far) ?? far) : far}`;
        }),
    )
    .sort();

/** The racks of a site, those that are alike as one place. Loosely: alike in what stands in them. */
export const alikeRacks = (
  racks: readonly RackGroup[],
  links: Links,
  nodeRacks: Racks,
  roles: Roles,
  loose: boolean,
): RackGroup[][] => {
  const groups = new Map<string, RackGroup[]>();
  for (const rack of racks) {
    const inside = rack.nodes
      .map((node) => {
        const { kind, part, members, state, lost, failed, feeds } = node;
        const own = [kind, part, members.length, state, lost, failed, feeds];
        return JSON.stringify([own, peers(node, rack.place.id, links, nodeRacks, roles, loose)]);
      })
      .sort();
    const key = JSON.stringify([rack.place.main === true, inside]);
    groups.set(key, [...(groups.get(key) ?? []), rack]);
  }
  return [...groups.values()];
};
