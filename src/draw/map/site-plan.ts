import type { RackGroup } from './alike.ts';
import type { MapNode, MapPlace } from './model.ts';
import type { Net } from './nets.ts';
import { type Demand, planRack, type RackPlan } from './rack-plan.ts';

/** A site before it has a place: its racks in rows, and which nets leave it. */
export interface SitePlan {
  readonly place: MapPlace;
  readonly rows: readonly (readonly RackPlan[])[];
  /** Nets with a device here, with the racks that they touch and whether they go on outside. */
  readonly nets: readonly SiteNet[];
  readonly feeds: readonly MapNode[];
  /** Feeds that no device is on. */
  readonly idle: readonly MapNode[];
}

export interface SiteNet {
  readonly net: Net;
  readonly racks: ReadonlyMap<string, readonly string[]>;
  readonly out: boolean;
}

/** Width to height of a site at most; a rack is about so high. */
const SHAPE = 3.6;
const RACK_HEIGHT = 380;

const siteNets = (racks: readonly RackGroup[], nets: readonly Net[]): SiteNet[] => {
  const home = new Map(
    racks.flatMap(({ place, nodes }) => nodes.map((node) => [node.id, place.id] as const)),
  );
  return nets.flatMap((net): SiteNet[] => {
    const here = net.terminals.filter((id) => home.has(id));
    if (here.length === 0) return [];
    const touched = new Map<string, string[]>();
    for (const id of here) touched.set(home.get(id)!, [...(touched.get(home.get(id)!) ?? []), id]);
    const out = net.provider !== undefined || here.length < net.terminals.length;
    return [{ net, racks: touched, out }];
  });
};

const demandsOf = (rack: string, nets: readonly SiteNet[]): Demand[] =>
  nets.flatMap(({ net, racks, out }): Demand[] => {
    const nodes = racks.get(rack);
    if (!nodes) return [];
    const power = net.stroke === 'power';
    return [{ net, nodes, up: !power && (out || racks.size > 1), down: power }];
  });

/** As many rows as make the site neither a ribbon nor a tower; the main rack ends the first row, near the roof. */
const inRows = (plans: readonly RackPlan[]): RackPlan[][] => {
  const total = plans.reduce((sum, plan) => sum + plan.width, 0);
  const count = Math.max(1, Math.ceil(Math.sqrt(total / (SHAPE * RACK_HEIGHT))));
  const main = plans.filter((plan) => plan.rack.place.main);
  const others = plans.filter((plan) => !plan.rack.place.main);
  const rows: RackPlan[][] = [[]];
  let width = main.reduce((sum, plan) => sum + plan.width, 0);
  for (const plan of others) {
    if (width + plan.width > total / count + plan.width / 2 && rows.length < count) {
      rows.push([]);
      width = 0;
    }
    rows.at(-1)!.push(plan);
    width += plan.width;
  }
  rows[0]!.push(...main);
  return rows.filter((row) => row.length > 0);
};

/** Plans a site. */
export const planSite = (
  place: MapPlace,
  racks: readonly RackGroup[],
  feeds: readonly MapNode[],
  nets: readonly Net[],
): SitePlan => {
  const own = siteNets(racks, nets);
  const plans = racks.map((rack) => planRack(rack, demandsOf(rack.place.id, own)));
  const used = (feed: MapNode): boolean => own.some(({ net }) => net.id === feed.id);
  return {
    place,
    rows: inRows(plans),
    nets: own,
    feeds: feeds.filter(used),
    idle: feeds.filter((feed) => !used(feed)),
  };
};
