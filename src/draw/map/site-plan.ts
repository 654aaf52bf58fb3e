import type { RackGroup } from './alike.ts';
import { inRows } from './boxes.ts';
import type { MapNode, MapPlace } from './model.ts';
import type { Net } from './nets.ts';
import { type Demand, planRack, type RackPlan } from './rack-plan.ts';

/** A site before it has a place: its racks in rows, and which nets leave it or run beside the racks. */
export interface SitePlan {
  readonly place: MapPlace;
  readonly rows: readonly (readonly RackPlan[])[];
  /** Nets with a device here, with the racks that they touch and whether they go on outside. */
  readonly nets: readonly SiteNet[];
  /** Nets that run at the right of the racks: they join rows, or must pass one on their way to the roof. */
  readonly gutter: readonly string[];
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
const rowsOf = (plans: readonly RackPlan[]): RackPlan[][] => {
  const total = plans.reduce((sum, plan) => sum + plan.w, 0);
  const count = Math.max(1, Math.ceil(Math.sqrt(total / (SHAPE * RACK_HEIGHT))));
  const widest = Math.max(0, ...plans.map((plan) => plan.w));
  const isMain = (plan: RackPlan): boolean => plan.rack.place.main === true;
  const mainFirst = [...plans].sort((a, b) => Number(isMain(b)) - Number(isMain(a)));
  const rows = inRows(mainFirst, (plan) => plan.w, 0, total / count + (count > 1 ? widest / 2 : 1));
  return rows.map((row) => [...row].sort((a, b) => Number(isMain(a)) - Number(isMain(b))));
};

/** Whether some rack of the row has the net. */
export const touches = ({ racks }: SiteNet, row: readonly RackPlan[]): boolean =>
  row.some((plan) => racks.has(plan.rack.place.id));

const gutterOf = (
  rows: readonly (readonly RackPlan[])[],
  nets: readonly SiteNet[],
  feeds: readonly MapNode[],
): string[] => {
  const beside = nets.filter((one) => {
    const touched = rows.filter((row) => touches(one, row));
    return one.net.stroke !== 'power' && (touched.length > 1 || (one.out && touched[0] !== rows[0]));
  });
  return [...beside.map(({ net }) => net.id), ...(rows.length > 1 ? feeds.map(({ id }) => id) : [])];
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
  const rows = rowsOf(plans);
  const live = feeds.filter(used);
  return {
    place,
    rows,
    nets: own,
    gutter: gutterOf(rows, own, live),
    feeds: live,
    idle: feeds.filter((feed) => !used(feed)),
  };
};
