import type { Point } from '../svg.ts';
import { type Fitted, fitted } from '../text.ts';
import type { Boxes } from './boxes.ts';
import type { MapNode } from './model.ts';
import type { RackPlan } from './rack-plan.ts';
import { drawRack, type Exits, exitsOf } from './rack-scene.ts';
import { addLine, level, type Scene, upright } from './scene.ts';
import { type SitePlan, touches } from './site-plan.ts';
import { feedLabelWidth, feedsBelow, headWidth, SITE } from './site-tree.ts';
import { packTracks, trackCount } from './tracks.ts';

type Row = readonly RackPlan[];

/** A site where its boxes are now. */
export interface SiteWires {
  readonly plan: SitePlan;
  readonly boxes: Boxes;
  readonly exits: ReadonlyMap<RackPlan, Exits>;
  /** Where wires leave the site through its roof. */
  readonly roof: ReadonlyMap<string, number>;
}
type Placed = Omit<SiteWires, 'roof'>;

/** Where a net leaves the racks of a row, above or below. */
const xsIn = ({ exits }: Placed, row: Row, net: string, way: keyof Exits): readonly number[] =>
  row.flatMap((plan) => exits.get(plan)![way].get(net) ?? []);

/** Where a net runs at the right of the racks, if it does. */
const gutterX = ({ plan, boxes }: Placed, net: string): number | undefined => {
  const at = plan.gutter.indexOf(net);
  const { x, w } = boxes.get(plan.rows)!;
  return at < 0 ? undefined : x + w + SITE.gutter + at * SITE.track;
};

/** How the wires of a site run if its boxes are there. */
export const siteWires = (plan: SitePlan, boxes: Boxes): SiteWires => {
  const exits = new Map(plan.rows.flat().map((rack) => [rack, exitsOf(rack, boxes)]));
  const placed = { plan, boxes, exits };
  const out = plan.nets.filter((one) => one.out).map(({ net }) => net.id);
  const roof = out.map((net) => {
    const x = gutterX(placed, net) ?? Math.max(...xsIn(placed, plan.rows[0]!, net, 'ups'));
    return [net, x] as const;
  });
  return { ...placed, roof: new Map(roof.filter(([, x]) => Number.isFinite(x))) };
};

/** The nets above a row of racks: those that leave several of them, or go on in the gutter. And on which track each runs. */
const channelOf = (site: Placed, row: Row): ReadonlyMap<string, number> => {
  const nets = site.plan.nets.filter((one) => one.net.stroke !== 'power' && touches(one, row));
  const spans = nets.flatMap(({ net: { id } }) => {
    const xs = [...xsIn(site, row, id, 'ups'), gutterX(site, id) ?? []].flat();
    return xs.length > 1 ? [{ id, from: Math.min(...xs), to: Math.max(...xs) }] : [];
  });
  return packTracks(spans);
};

/** How far the racks must stand from the left, so that no wire runs through the head or a feed's name. */
const shiftOf = (site: Placed): number => {
  const { plan, boxes, exits } = site;
  const { x } = boxes.get(plan)!;
  const rising = plan.nets
    .filter((one) => one.out)
    .flatMap(({ net }) => xsIn(site, plan.rows[0]!, net.id, 'ups'));
  const falling = [...exits.values()].flatMap(({ downs }) => [...downs.values()].flat());
  const short = (need: number, xs: readonly number[]): number => x + SITE.pad + need - Math.min(...xs);
  const now = boxes.get(plan.rows[0]![0]!)!.x - x - SITE.pad;
  const more = Math.max(short(headWidth(plan) + 10, rising), short(feedLabelWidth(plan) + 4, falling));
  return Math.max(0, Math.ceil(now + more - 1e-6));
};

/** What the wires ask for: space left of the racks, and above each row for its channel. */
export const siteAsks = (site: SiteWires): [object, number][] => {
  const shift = site.plan.rows.length > 0 ? shiftOf(site) : 0;
  return site.plan.rows.flatMap((row) => [
    [row[0]!, shift],
    [row, 8 + trackCount(channelOf(site, row)) * SITE.track],
  ]);
};

/** A site while its wires are drawn. */
interface Draft extends SiteWires {
  readonly scene: Scene;
  /** Heights at which a net meets the gutter. */
  readonly levels: Map<string, number[]>;
}

const note = ({ levels }: Draft, net: string, y: number): void => {
  levels.set(net, [...(levels.get(net) ?? []), y]);
};

/** A line of a net along one height, with branches from there to another, and to the gutter if the net runs there. */
const drawBranches = (draft: Draft, net: string, xs: readonly number[], line: number, end: number): void => {
  for (const x of xs) addLine(draft.scene, net, upright(x, line, end));
  const all = [...xs, gutterX(draft, net) ?? []].flat();
  if (all.length === 0) return;
  addLine(draft.scene, net, level(line, ...all));
  note(draft, net, line);
};

/** Lines above one row; above the first one wires go on to the roof. */
const drawChannel = (draft: Draft, row: Row): void => {
  const { y } = draft.boxes.get(row)!;
  const tracks = channelOf(draft, row);
  const lineY = (net: string): number => (tracks.has(net) ? y - 6 - tracks.get(net)! * SITE.track : y);
  for (const net of tracks.keys()) drawBranches(draft, net, xsIn(draft, row, net, 'ups'), lineY(net), y);
  const top = draft.boxes.get(draft.plan)!.y;
  for (const [net, x] of row === draft.plan.rows[0] ? draft.roof : [])
    if (gutterX(draft, net) !== undefined) note(draft, net, top);
    else addLine(draft.scene, net, upright(x, top, lineY(net)));
};

/** The name of a feed beside its line. */
export interface FeedLabel {
  readonly node: MapNode;
  readonly text: Fitted;
  readonly at: Point;
  /** Where its line begins. */
  readonly lineX: number;
}

/** Feeds run below each row that takes power from them, their names at the left. */
const drawFeeds = (draft: Draft, row: Row): FeedLabel[] => {
  const [below, all] = [draft.boxes.get(row)!, draft.boxes.get(draft.plan.rows)!];
  const [bottom, room] = [below.y + below.h, feedLabelWidth(draft.plan)];
  return feedsBelow(draft.plan, row).map((node, at): FeedLabel => {
    const y = bottom + 14 + at * SITE.feed;
    drawBranches(draft, node.id, xsIn(draft, row, node.id, 'downs'), y, bottom);
    addLine(draft.scene, node.id, level(y, all.x + room, gutterX(draft, node.id) ?? all.x + all.w));
    const text = fitted(node.label, room - 6, 11.5, true);
    return { node, text, at: [all.x, y], lineX: all.x + room };
  });
};

/** Draws a site where its boxes are. The answer: what is written beside its feeds. */
export const drawSite = (scene: Scene, site: SiteWires): FeedLabel[] => {
  const draft: Draft = { ...site, scene, levels: new Map() };
  for (const plan of site.plan.rows.flat()) drawRack(scene, plan, site.boxes);
  const feeds = site.plan.rows.flatMap((row) => {
    drawChannel(draft, row);
    return drawFeeds(draft, row);
  });
  for (const net of site.plan.gutter)
    addLine(scene, net, upright(gutterX(site, net)!, ...(draft.levels.get(net) ?? [])));
  return feeds;
};
