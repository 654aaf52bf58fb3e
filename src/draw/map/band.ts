import type { Box, Point } from '../svg.ts';
import { textWidth } from '../text.ts';
import type { Boxes, Tree } from './boxes.ts';
import type { MapModel, MapNode } from './model.ts';
import {
  type Band,
  type Bus,
  busesOf,
  type Outside,
  outsideBoxes,
  type Pill,
  type PlacedPill,
  pillsOf,
} from './outside.ts';
import type { Page } from './page-model.ts';
import { addLine, level, upright } from './scene.ts';
import type { SitePlan } from './site-plan.ts';
import type { SiteWires } from './site-scene.ts';
import { jogTracks, spread, trackCount } from './tracks.ts';

/** Pixels. */
const BAND = { label: 118, bus: 16, pill: 36, box: 42, tag: 18, track: 7, pad: 12, gap: 10 } as const;

/** What stands above a row of sites. */
export const bandOf = (model: MapModel, row: readonly SitePlan[], isFirst: boolean): Band => {
  const pills = row.flatMap((site) => pillsOf(model, site));
  const buses = busesOf(model, pills).filter(
    (bus) => bus.pills.length > 0 || (isFirst && bus.into.length > 0),
  );
  return { outside: isFirst ? outsideBoxes(model) : [], buses, pills };
};

const boxWidth = (node: MapNode): number =>
  Math.min(300, Math.max(110, textWidth(node.label, 14, true) + 26, textWidth(node.note ?? '', 10) + 26));

const outsideTree = (one: Outside): Tree => {
  const w = boxWidth(one.node);
  const tag = { of: one, w: w - 16, h: BAND.tag };
  const inside = [{ of: one.node, w, h: BAND.box }, ...(one.provider ? [tag] : [])];
  return { grow: true, minW: w + BAND.pad, align: 'center', inside };
};

/** The boxes of a band: what stands there by itself, a level for each bus, and the level of the pills. */
export const bandTree = (band: Band): Tree => {
  const { outside, buses, pills } = band;
  const [isFirst, hasPills] = [outside.length > 0, pills.length > 0];
  if (!isFirst && !hasPills) return {};
  const top = isFirst ? BAND.box + BAND.tag + 14 : buses.length > 0 ? 26 : 0;
  return {
    of: band,
    pad: [BAND.pad, BAND.pad, BAND.pad, BAND.label],
    inside: [
      { flow: 'row', h: top, inside: outside.map(outsideTree) },
      { of: buses, h: buses.length * BAND.bus + (isFirst ? 8 : 0) },
      { of: pills, h: hasPills ? BAND.pill : 0 },
    ],
  };
};

const pillWidth = ({ node, note, wires }: Pill): number => {
  const text = Math.max(textWidth(node.label, 12.5, true), textWidth(note, 10));
  return Math.min(230, Math.max(66, text + 22, (wires.length + 1) * 12));
};

/** Pills stand above their wires, as near as there is room; that is where wires end, not what a box needs. */
const pillsIn = (band: Band, boxes: Boxes, sites: readonly SiteWires[]): PlacedPill[] => {
  const level = boxes.get(band.pills);
  if (!level) return [];
  const roofs = new Map(sites.map(({ plan, roof }) => [plan, roof]));
  const placed = band.pills.map((pill) => {
    const wires = pill.wires
      .map((net) => ({ net, x: roofs.get(pill.site)!.get(net)! }))
      .sort((a, b) => a.x - b.x);
    return {
      pill,
      wires,
      at: wires.reduce((sum, { x }) => sum + x, 0) / wires.length,
      width: pillWidth(pill),
    };
  });
  placed.sort((a, b) => a.at - b.at);
  const lefts = spread(placed, BAND.gap, level.x);
  const over = Math.max(0, ...placed.map(({ width }, at) => lefts[at]! + width - level.x - level.w - 4));
  return placed.map(({ pill, wires, width: w }, at) => {
    return { pill, wires, box: { x: lefts[at]! - over, y: level.y, w, h: level.h } };
  });
};

/** The n-th of so many places along an edge. */
const slot = (box: Box, at: number, of: number): number => box.x + (box.w * (at + 1)) / (of + 1);

/** Wires from the pills down to the roofs, and on which track each changes sides. */
const jogsOf = (pills: readonly PlacedPill[]) => {
  const jogs = pills.flatMap(({ box, wires }) =>
    wires.map(({ net: id, x: from }, at) => {
      const near = wires.length === 1 && Math.abs(from - slot(box, 0, 1)) < box.w / 2 - 10;
      return { id, from, to: near ? from : slot(box, at, wires.length) };
    }),
  );
  return { jogs, tracks: jogTracks(jogs) };
};

/** How high the part between a band and the sites is, so that its wires have their tracks. */
export const jogsHeight = (band: Band, boxes: Boxes, sites: readonly SiteWires[]): number =>
  boxes.has(band) ? 12 + trackCount(jogsOf(pillsIn(band, boxes, sites)).tracks) * BAND.track : 6;

/** The place, moved along the edge of its box if something comes up right below: two wires in one line would look like one. */
const clear = (x: number, box: Box, others: readonly number[]): number => {
  const near = (at: number): boolean => others.some((other) => Math.abs(other - at) < 7);
  const tries = [0, 8, -8, 14, -14, 20, -20].map((by) => x + by);
  return tries.find((at) => at > box.x + 6 && at < box.x + box.w - 6 && !near(at)) ?? x;
};

/** A bus among the others of its band: the n-th of so many that touch the same box. */
const among = (buses: readonly Bus[], bus: Bus, id: string): [number, number] => {
  const all = buses.filter((one) => [...one.into, ...one.from, ...one.pills].includes(id));
  return [all.indexOf(bus), all.length];
};

/** Draws one bus along its level, with a branch to all that it joins in this band. */
const drawBus = (page: Page, band: Band, pills: readonly PlacedPill[], bus: Bus, trunk: number[]): void => {
  const { x: left, y: top } = page.boxes.get(band.buses)!;
  const y = top + band.buses.indexOf(bus) * BAND.bus;
  const [lines, arrows, xs]: [Point[][], { at: Point; way: 1 | -1 }[], number[]] = [[], [], [...trunk]];
  const branch = (x: number, end: number, way: 1 | -1, pointed: boolean): void => {
    lines.push(upright(x, y, pointed ? end - 5 * way : end));
    if (pointed) arrows.push({ at: [x, end], way });
    xs.push(x);
  };
  const drops = pills.flatMap(({ pill, box }) =>
    band.buses
      .filter((one) => one.pills.includes(pill.id))
      .map((one) => slot(box, ...among(band.buses, one, pill.id))),
  );
  for (const one of band.outside) {
    const { id } = one.node;
    if (![...bus.into, ...bus.from].includes(id)) continue;
    const [box, foot] = [page.boxes.get(one.node)!, page.boxes.get(one) ?? page.boxes.get(one.node)!];
    branch(
      clear(slot(box, ...among(band.buses, bus, id)), box, drops),
      foot.y + foot.h,
      -1,
      bus.into.includes(id),
    );
  }
  for (const { pill, box } of pills)
    if (bus.pills.includes(pill.id))
      branch(slot(box, ...among(band.buses, bus, pill.id)), box.y, 1, bus.arrows);
  if (lines.length === 0) return;
  lines.push(level(y, ...xs));
  page.buses.push({ bus, lines, arrows, label: [left - BAND.label + BAND.pad, y + 4] });
};

/** Draws the Internet above a row of sites, and the wires down to their roofs. `trunks`: where a bus goes on in the margin. */
export const drawBand = (
  page: Page,
  band: Band,
  sites: readonly SiteWires[],
  trunks: ReadonlyMap<string, number>,
  lines: number,
): void => {
  const [own, pills] = [page.boxes.get(band), pillsIn(band, page.boxes, sites)];
  if (!own) return;
  page.pills.push(...pills);
  for (const bus of band.buses) drawBus(page, band, pills, bus, [trunks.get(bus.stroke) ?? []].flat());
  const { jogs, tracks } = jogsOf(pills);
  const [top, height] = [own.y + own.h - BAND.pad, jogsHeight(band, page.boxes, sites)];
  const roof = own.y + own.h + height + lines;
  for (const { id, from, to } of jogs) {
    const line = own.y + own.h + height - 12 - (tracks.get(id) ?? 0) * BAND.track;
    const path: Point[] = [
      [to, top],
      [to, line],
      [from, line],
      [from, roof],
    ];
    addLine(page.scene, id, from === to ? [path[0]!, path[3]!] : path);
  }
};
