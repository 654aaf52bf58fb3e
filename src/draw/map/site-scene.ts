import type { Point } from '../svg.ts';
import { textWidth } from '../text.ts';
import type { MapNode } from './model.ts';
import { drawRack, placeRows, type RackScene } from './rack-scene.ts';
import { addLine, addScene, emptyScene, type Scene } from './scene.ts';
import type { SiteNet, SitePlan } from './site-plan.ts';
import { packTracks, trackCount } from './tracks.ts';

const PAD = 14;
const HEAD = 50;
const BETWEEN = 8;
const TRACK = 7;
const FEED = 15;
const FEED_LABEL = 50;

/** A site with all in it, from 0,0; and where wires pass its roof. */
export interface SiteScene {
  readonly plan: SitePlan;
  readonly scene: Scene;
  readonly feeds: readonly { readonly node: MapNode; readonly at: Point }[];
  readonly roof: ReadonlyMap<string, number>;
  readonly w: number;
  readonly h: number;
}

interface DrawnRack {
  readonly id: string;
  readonly x: number;
  readonly width: number;
  readonly drawn: RackScene;
}

interface DrawnRow {
  readonly racks: readonly DrawnRack[];
  readonly height: number;
}

const drawRow = (plan: SitePlan, at: number): DrawnRow => {
  const rows = placeRows(plan.rows[at]!);
  let x = PAD;
  const racks = plan.rows[at]!.map((rack): DrawnRack => {
    const one = { id: rack.rack.place.id, x, width: rack.width, drawn: drawRack(rack, rows) };
    x += rack.width + BETWEEN;
    return one;
  });
  return { racks, height: rows.height };
};

const xsIn = (row: DrawnRow, net: string, way: 'ups' | 'downs'): number[] =>
  row.racks.flatMap((rack) => (rack.drawn[way].get(net) ?? []).map((x) => x + rack.x));

/** How far the racks must move right, so that no wire runs through the head or a feed's name. */
const shiftOf = (plan: SitePlan, rows: readonly DrawnRow[]): number => {
  const head =
    PAD + Math.max(textWidth(plan.place.label, 19, true), textWidth(plan.place.note ?? '', 11.5)) + 10;
  const rising = plan.nets.filter((one) => one.out).flatMap(({ net }) => xsIn(rows[0]!, net.id, 'ups'));
  const falling = plan.feeds.flatMap((feed) => rows.flatMap((row) => xsIn(row, feed.id, 'downs')));
  const short = (need: number, xs: readonly number[]): number =>
    xs.length === 0 ? 0 : need - Math.min(...xs);
  return Math.max(0, short(head, rising), short(PAD + FEED_LABEL + 4, falling));
};

interface Channel {
  readonly tracks: ReadonlyMap<string, number>;
  readonly nets: readonly SiteNet[];
}

const crossesRows = (one: SiteNet, rows: readonly DrawnRow[]): boolean =>
  rows.filter((row) => row.racks.some((rack) => one.racks.has(rack.id))).length > 1;

const usesGutter = (one: SiteNet, rows: readonly DrawnRow[]): boolean =>
  one.net.stroke !== 'power' && (crossesRows(one, rows) || (one.out && !touches(one, rows[0]!)));

const touches = (one: SiteNet, row: DrawnRow): boolean => row.racks.some((rack) => one.racks.has(rack.id));

const channelOf = (plan: SitePlan, rows: readonly DrawnRow[], at: number, right: number): Channel => {
  const nets = plan.nets.filter(
    (one) =>
      one.net.stroke !== 'power' &&
      touches(one, rows[at]!) &&
      (xsIn(rows[at]!, one.net.id, 'ups').length > 1 || usesGutter(one, rows)),
  );
  const spans = nets.map((one) => {
    const xs = xsIn(rows[at]!, one.net.id, 'ups');
    return { id: one.net.id, from: Math.min(...xs), to: usesGutter(one, rows) ? right : Math.max(...xs) };
  });
  return { nets, tracks: packTracks(spans) };
};

interface Frame {
  readonly shift: number;
  readonly right: number;
  readonly gutter: ReadonlyMap<string, number>;
}

const frameOf = (plan: SitePlan, rows: readonly DrawnRow[]): Frame => {
  const shift = shiftOf(plan, rows);
  const ends = rows.map((row) => Math.max(...row.racks.map((rack) => rack.x + rack.width)));
  const right = Math.max(...ends) + shift;
  const ids = plan.nets.filter((one) => usesGutter(one, rows)).map((one) => one.net.id);
  const feeds = rows.length > 1 ? plan.feeds.map((feed) => feed.id) : [];
  return { shift, right, gutter: new Map([...ids, ...feeds].map((id, n) => [id, right + 10 + n * TRACK])) };
};

/** Lines of one row's channel; `y` is its lower edge. Returns where each net lies. */
const drawChannel = (
  scene: Scene,
  row: DrawnRow,
  channel: Channel,
  frame: Frame,
  y: number,
): Map<string, number> => {
  const at = new Map<string, number>();
  for (const { net } of channel.nets) {
    const lineY = y - 6 - channel.tracks.get(net.id)! * TRACK;
    const xs = xsIn(row, net.id, 'ups').map((x) => x + frame.shift);
    for (const x of xs)
      addLine(scene, net.id, [
        [x, lineY],
        [x, y],
      ]);
    const gutter = frame.gutter.get(net.id);
    const all = gutter === undefined ? xs : [...xs, gutter];
    addLine(scene, net.id, [
      [Math.min(...all), lineY],
      [Math.max(...all), lineY],
    ]);
    at.set(net.id, lineY);
  }
  return at;
};

/** Feeds run below each row that takes power from them, their names at the left. */
const drawFeeds = (
  scene: Scene,
  plan: SitePlan,
  row: DrawnRow,
  frame: Frame,
  y: number,
): [MapNode, Point][] =>
  plan.feeds.map((feed, n) => {
    const lineY = y + 14 + n * FEED;
    const xs = xsIn(row, feed.id, 'downs').map((x) => x + frame.shift);
    for (const x of xs)
      addLine(scene, feed.id, [
        [x, y],
        [x, lineY],
      ]);
    const end = frame.gutter.get(feed.id) ?? Math.max(...xs, frame.right);
    addLine(scene, feed.id, [
      [PAD + FEED_LABEL, lineY],
      [end, lineY],
    ]);
    return [feed, [PAD, lineY]];
  });

const between = (ys: readonly number[]): [number, number] => [Math.min(...ys), Math.max(...ys)];

/** Draws a site from its upper left corner. */
export const drawSite = (plan: SitePlan): SiteScene => {
  const scene = emptyScene();
  const rows = plan.rows.map((_, at) => drawRow(plan, at));
  if (rows.length === 0) return { plan, scene, feeds: [], roof: new Map(), w: 180, h: HEAD + PAD };
  const frame = frameOf(plan, rows);
  const levels = new Map<string, number[]>();
  const level = (net: string, y: number): void => {
    levels.set(net, [...(levels.get(net) ?? []), y]);
  };
  const labels: [MapNode, Point][] = [];
  const firstTops = new Map<string, number>();
  let y = HEAD;
  rows.forEach((row, at) => {
    const channel = channelOf(plan, rows, at, frame.right + 10 + frame.gutter.size * TRACK);
    y += trackCount(channel.tracks) * TRACK + 8;
    const lines = drawChannel(scene, row, channel, frame, y);
    for (const [net, lineY] of lines) level(net, lineY);
    for (const rack of row.racks) addScene(scene, rack.drawn.scene, rack.x + frame.shift, y);
    if (at === 0) for (const { net } of plan.nets) firstTops.set(net.id, lines.get(net.id) ?? y);
    y += row.height;
    const used = plan.feeds.some((feed) => xsIn(row, feed.id, 'downs').length > 0);
    if (plan.feeds.length > 0 && (used || at === rows.length - 1)) {
      const drawn = drawFeeds(scene, plan, row, frame, y);
      for (const [feed, [, lineY]] of drawn) level(feed.id, lineY);
      labels.push(...drawn);
      y += 14 + plan.feeds.length * FEED;
    }
  });
  const roof = new Map<string, number>();
  for (const one of plan.nets.filter((net) => net.out)) {
    const x = frame.gutter.get(one.net.id) ?? Math.max(...xsIn(rows[0]!, one.net.id, 'ups')) + frame.shift;
    if (!Number.isFinite(x)) continue;
    roof.set(one.net.id, x);
    if (frame.gutter.has(one.net.id)) level(one.net.id, 0);
    else
      addLine(scene, one.net.id, [
        [x, 0],
        [x, firstTops.get(one.net.id)!],
      ]);
  }
  for (const [id, x] of frame.gutter) {
    const [top, bottom] = between(levels.get(id) ?? [0]);
    addLine(scene, id, [
      [x, top],
      [x, bottom],
    ]);
  }
  const gutters = frame.gutter.size > 0 ? 10 + frame.gutter.size * TRACK : 0;
  const head =
    Math.max(textWidth(plan.place.label, 19, true), textWidth(plan.place.note ?? '', 11.5)) + 2 * PAD;
  return {
    plan,
    scene,
    feeds: labels.map(([node, at]) => ({ node, at })),
    roof,
    w: Math.max(head, frame.right + gutters + PAD),
    h: y + PAD,
  };
};
