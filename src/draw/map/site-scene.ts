import type { Point } from '../svg.ts';
import { textWidth } from '../text.ts';
import type { MapNode } from './model.ts';
import { addLine, addScene, emptyScene, type Scene } from './scene.ts';
import type { SitePlan } from './site-plan.ts';
import {
  type Channel,
  channelOf,
  type DrawnRow,
  drawRow,
  feedLabelWidth,
  headWidth,
  SITE,
  type SiteFrame,
  siteFrame,
  xsIn,
} from './site-rows.ts';
import { trackCount } from './tracks.ts';

/** A site with all in it, from 0,0; and where wires pass its roof. */
export interface SiteScene {
  readonly plan: SitePlan;
  readonly scene: Scene;
  readonly feeds: readonly { readonly node: MapNode; readonly at: Point; readonly room: number }[];
  /** Feeds that nothing is on, in words. */
  readonly idle: string;
  readonly roof: ReadonlyMap<string, number>;
  readonly w: number;
  readonly h: number;
}

/** A site while it is drawn, from top to bottom. */
interface Draft {
  readonly plan: SitePlan;
  readonly frame: SiteFrame;
  readonly scene: Scene;
  readonly feeds: { node: MapNode; at: Point; room: number }[];
  /** Heights at which a net meets the gutter. */
  readonly levels: Map<string, number[]>;
}

const note = (draft: Draft, net: string, y: number): void => {
  draft.levels.set(net, [...(draft.levels.get(net) ?? []), y]);
};

/** Lines above one row; `y` is the upper edge of the racks. Returns how high each net lies. */
const drawChannel = (draft: Draft, row: DrawnRow, channel: Channel, y: number): Map<string, number> => {
  const at = new Map<string, number>();
  for (const net of channel.nets) {
    const line = y - 6 - channel.tracks.get(net)! * SITE.track;
    const xs = xsIn(row, net, 'ups').map((x) => x + draft.frame.shift);
    for (const x of xs)
      addLine(draft.scene, net, [
        [x, line],
        [x, y],
      ]);
    const gutter = draft.frame.gutter.get(net);
    const all = gutter === undefined ? xs : [...xs, gutter];
    addLine(draft.scene, net, [
      [Math.min(...all), line],
      [Math.max(...all), line],
    ]);
    at.set(net, line);
    note(draft, net, line);
  }
  return at;
};

/** Feeds run below each row that takes power from them, their names at the left. Returns the lower edge. */
const drawFeeds = (draft: Draft, row: DrawnRow, y: number): number => {
  const { plan, frame, scene } = draft;
  if (!plan.feeds.some((feed) => xsIn(row, feed.id, 'downs').length > 0)) return y;
  const room = feedLabelWidth(plan);
  plan.feeds.forEach((feed, n) => {
    const line = y + 14 + n * SITE.feed;
    const xs = xsIn(row, feed.id, 'downs').map((x) => x + frame.shift);
    for (const x of xs)
      addLine(scene, feed.id, [
        [x, y],
        [x, line],
      ]);
    const end = frame.gutter.get(feed.id) ?? frame.right;
    addLine(scene, feed.id, [
      [SITE.pad + room, line],
      [end, line],
    ]);
    draft.feeds.push({ node: feed, at: [SITE.pad, line], room });
    note(draft, feed.id, line);
  });
  return y + 14 + plan.feeds.length * SITE.feed;
};

/** Wires that leave the site go up through its roof. */
const drawRoof = (draft: Draft, first: DrawnRow, tops: ReadonlyMap<string, number>, top: number) => {
  const roof = new Map<string, number>();
  for (const { net } of draft.plan.nets.filter((one) => one.out)) {
    const gutter = draft.frame.gutter.get(net.id);
    const xs = xsIn(first, net.id, 'ups');
    if (gutter !== undefined) note(draft, net.id, 0);
    else if (xs.length === 0) continue;
    const x = gutter ?? Math.max(...xs) + draft.frame.shift;
    if (gutter === undefined)
      addLine(draft.scene, net.id, [
        [x, 0],
        [x, tops.get(net.id) ?? top],
      ]);
    roof.set(net.id, x);
  }
  return roof;
};

const drawGutter = (draft: Draft): void => {
  for (const [net, x] of draft.frame.gutter) {
    const ys = draft.levels.get(net) ?? [0];
    addLine(draft.scene, net, [
      [x, Math.min(...ys)],
      [x, Math.max(...ys)],
    ]);
  }
};

const idleText = (plan: SitePlan): string =>
  plan.idle.length === 0 ? '' : `no device on ${plan.idle.map((feed) => feed.label).join(', ')}`;

const emptySite = (plan: SitePlan): SiteScene => {
  const w = Math.max(150, headWidth(plan) + 2 * SITE.pad);
  const idle = idleText(plan);
  const h = SITE.head + (idle ? 22 : 6);
  return { plan, scene: emptyScene(), feeds: [], idle, roof: new Map(), w, h };
};

/** Draws a site from its upper left corner. */
export const drawSite = (plan: SitePlan): SiteScene => {
  const rows = plan.rows.map((_, at) => drawRow(plan, at));
  if (rows.length === 0) return emptySite(plan);
  const frame = siteFrame(plan, rows);
  const draft: Draft = { plan, frame, scene: emptyScene(), feeds: [], levels: new Map() };
  let roof: ReadonlyMap<string, number> = new Map();
  let y: number = SITE.head;
  for (const row of rows) {
    const channel = channelOf(plan, row, frame);
    y += trackCount(channel.tracks) * SITE.track + 8;
    const tops = drawChannel(draft, row, channel, y);
    for (const rack of row.racks) addScene(draft.scene, rack.drawn.scene, rack.x + frame.shift, y);
    if (row === rows[0]) roof = drawRoof(draft, row, tops, y);
    y = drawFeeds(draft, row, y + row.height);
  }
  drawGutter(draft);
  const idle = idleText(plan);
  const gutters = frame.gutter.size > 0 ? SITE.gutter + frame.gutter.size * SITE.track : 0;
  const most = Math.min(textWidth(idle, 11.5), 260);
  const w = Math.max(headWidth(plan) + 2 * SITE.pad, most + 2 * SITE.pad, frame.right + gutters + SITE.pad);
  return { plan, scene: draft.scene, feeds: draft.feeds, idle, roof, w, h: y + SITE.pad + (idle ? 20 : 0) };
};
