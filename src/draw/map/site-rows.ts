import { textWidth } from '../text.ts';
import { drawRack, placeRows, type RackScene } from './rack-scene.ts';
import type { SiteNet, SitePlan } from './site-plan.ts';
import { packTracks } from './tracks.ts';

/** Pixels. */
export const SITE = { pad: 14, head: 50, between: 8, track: 7, feed: 15, gutter: 10 } as const;
const MOST_FEED_LABEL = 120;

interface DrawnRack {
  readonly id: string;
  readonly x: number;
  readonly width: number;
  readonly drawn: RackScene;
}

/** A row of racks, drawn side by side. */
export interface DrawnRow {
  readonly racks: readonly DrawnRack[];
  readonly height: number;
}

/** Draws one row of a site's racks. */
export const drawRow = (plan: SitePlan, at: number): DrawnRow => {
  const rows = placeRows(plan.rows[at]!);
  let x: number = SITE.pad;
  const racks = plan.rows[at]!.map((rack): DrawnRack => {
    const one = { id: rack.rack.place.id, x, width: rack.width, drawn: drawRack(rack, rows) };
    x += rack.width + SITE.between;
    return one;
  });
  return { racks, height: rows.height };
};

/** Where a net leaves the racks of a row, above or below. */
export const xsIn = (row: DrawnRow, net: string, way: 'ups' | 'downs'): number[] =>
  row.racks.flatMap((rack) => (rack.drawn[way].get(net) ?? []).map((x) => x + rack.x));

/** How wide the names of the feeds are. */
export const feedLabelWidth = (plan: SitePlan): number =>
  Math.min(MOST_FEED_LABEL, Math.max(0, ...plan.feeds.map((feed) => textWidth(feed.label, 11.5, true)))) + 6;

/** How wide the head of a site is: its name and what is good to know. */
export const headWidth = (plan: SitePlan): number =>
  Math.max(textWidth(plan.place.label, 19, true), textWidth(plan.place.note ?? '', 11.5));

/** How far the racks must move right, so that no wire runs through the head or a feed's name. */
const shiftOf = (plan: SitePlan, rows: readonly DrawnRow[]): number => {
  const rising = plan.nets.filter((one) => one.out).flatMap(({ net }) => xsIn(rows[0]!, net.id, 'ups'));
  const falling = plan.feeds.flatMap((feed) => rows.flatMap((row) => xsIn(row, feed.id, 'downs')));
  const short = (need: number, xs: readonly number[]): number =>
    xs.length === 0 ? 0 : need - Math.min(...xs);
  return Math.max(
    0,
    short(SITE.pad + headWidth(plan) + 10, rising),
    short(SITE.pad + feedLabelWidth(plan) + 4, falling),
  );
};

const touches = (one: SiteNet, row: DrawnRow): boolean => row.racks.some((rack) => one.racks.has(rack.id));

/** Whether the net runs at the right of the racks: it joins rows, or must pass one on its way to the roof. */
const usesGutter = (one: SiteNet, rows: readonly DrawnRow[]): boolean => {
  const touched = rows.filter((row) => touches(one, row));
  return one.net.stroke !== 'power' && (touched.length > 1 || (one.out && touched[0] !== rows[0]));
};

/** Where the racks of all rows lie, and which nets run in the gutter at their right. */
export interface SiteFrame {
  readonly shift: number;
  readonly right: number;
  readonly gutter: ReadonlyMap<string, number>;
}

/** The frame of a site that has racks. */
export const siteFrame = (plan: SitePlan, rows: readonly DrawnRow[]): SiteFrame => {
  const shift = shiftOf(plan, rows);
  const ends = rows.flatMap((row) => row.racks.map((rack) => rack.x + rack.width));
  const right = Math.max(...ends) + shift;
  const ids = plan.nets.filter((one) => usesGutter(one, rows)).map((one) => one.net.id);
  const feeds = rows.length > 1 ? plan.feeds.map((feed) => feed.id) : [];
  const gutter = [...ids, ...feeds].map((id, n) => [id, right + SITE.gutter + n * SITE.track] as const);
  return { shift, right, gutter: new Map(gutter) };
};

/** The nets above a row of racks, and on which track each runs. */
export interface Channel {
  readonly nets: readonly string[];
  readonly tracks: ReadonlyMap<string, number>;
}

/** The channel above a row: nets that leave several of its racks, or go on in the gutter. */
export const channelOf = (plan: SitePlan, row: DrawnRow, frame: SiteFrame): Channel => {
  const nets = plan.nets
    .filter((one) => one.net.stroke !== 'power' && touches(one, row))
    .map((one) => one.net.id)
    .filter((id) => xsIn(row, id, 'ups').length > 1 || frame.gutter.has(id));
  const spans = nets.map((id) => {
    const xs = xsIn(row, id, 'ups').map((x) => x + frame.shift);
    return { id, from: Math.min(...xs), to: Math.max(...xs, frame.gutter.get(id) ?? 0) };
  });
  return { nets, tracks: packTracks(spans) };
};
