import type { Box, Point } from '../svg.ts';
import { textWidth } from '../text.ts';
import type { MapModel, MapNode } from './model.ts';
import { type Bus, busesOf, outsideBoxes, type Pill, pillsOf } from './outside.ts';
import type { Page } from './page-model.ts';
import { addLine } from './scene.ts';
import type { SiteScene } from './site-scene.ts';
import { jogTracks, spread, trackCount } from './tracks.ts';

/** Pixels. */
export const BAND = { label: 118, bus: 16, pill: 36, box: 42, tag: 20, track: 7, pad: 12 } as const;

interface Frame {
  readonly x: number;
  readonly w: number;
  /** Where in the right margin a line goes on to other rows of sites. */
  readonly trunks: ReadonlyMap<string, number>;
  readonly first: boolean;
}

const boxWidth = (node: MapNode): number =>
  Math.min(230, Math.max(110, textWidth(node.label, 14, true) + 26, textWidth(node.note ?? '', 11.5) + 26));

const placeOutside = (page: Page, model: MapModel, y: number, frame: Frame): void => {
  const boxes = outsideBoxes(model);
  const room = (frame.w - BAND.label - BAND.pad) / Math.max(1, boxes.length);
  boxes.forEach((one, at) => {
    const w = Math.min(boxWidth(one.node), room - 12);
    const x = frame.x + BAND.label + room * (at + 0.5) - w / 2;
    page.outside.push({ ...one, box: { x, y, w, h: BAND.box } });
  });
};

const pillWidth = (pill: Pill): number => {
  const text = Math.max(textWidth(pill.node.label, 12.5, true), textWidth(pill.note, 10.5));
  return Math.min(190, Math.max(66, text + 22, (pill.wires.length + 1) * 12));
};

const placePills = (page: Page, pills: readonly (Pill & { dx: number })[], y: number, frame: Frame): void => {
  const wanted = pills.map((pill) => ({
    at: pill.dx + pill.wires.reduce((sum, wire) => sum + wire.x, 0) / pill.wires.length,
    width: pillWidth(pill),
  }));
  const lefts = spread(wanted, 10, frame.x + BAND.label);
  const over = Math.max(0, ...lefts.map((x, at) => x + wanted[at]!.width - (frame.x + frame.w - 8)));
  pills.forEach((pill, at) => {
    page.pills.push({ pill, box: { x: lefts[at]! - over, y, w: wanted[at]!.width, h: BAND.pill } });
  });
};

/** The n-th of so many places along an edge. */
const slot = (box: Box, at: number, of: number): number => box.x + (box.w * (at + 1)) / (of + 1);

/** The place, moved along the edge of its box if something comes up right below: two wires in one line would look like one. */
const clear = (x: number, box: Box, others: readonly number[]): number => {
  const near = (at: number): boolean => others.some((other) => Math.abs(other - at) < 7);
  const tries = [0, 8, -8, 14, -14, 20, -20].map((by) => x + by);
  return tries.find((at) => at > box.x + 6 && at < box.x + box.w - 6 && !near(at)) ?? x;
};

/** Draws one bus along its level, with a branch to all that it joins in this band. */
const drawBus = (
  page: Page,
  buses: readonly Bus[],
  at: number,
  y: number,
  frame: Frame,
  pills: Page['pills'],
): void => {
  const bus = buses[at]!;
  const joined = (has: (one: Bus) => boolean): [number, number] => {
    const all = buses.filter(has);
    return [all.indexOf(bus), all.length];
  };
  const lines: Point[][] = [];
  const arrows: { at: Point; way: 1 | -1 }[] = [];
  const xs: number[] = [];
  const drops = pills.flatMap(({ pill, box }) => {
    const own = buses.filter((one) => one.pills.includes(pill.id));
    return own.map((_, n) => slot(box, n, own.length));
  });
  if (frame.first)
    for (const { node, provider, box } of page.outside) {
      const into = bus.into.includes(node.id);
      if (!into && !bus.from.includes(node.id)) continue;
      const [n, of] = joined((one) => one.into.includes(node.id) || one.from.includes(node.id));
      const x = clear(slot(box, n, of), box, drops);
      const end = box.y + box.h + (provider ? BAND.tag : 0);
      lines.push([
        [x, y],
        [x, into ? end + 5 : end],
      ]);
      if (into) arrows.push({ at: [x, end], way: -1 });
      xs.push(x);
    }
  for (const { pill, box } of pills) {
    if (!bus.pills.includes(pill.id)) continue;
    const [n, of] = joined((one) => one.pills.includes(pill.id));
    const x = slot(box, n, of);
    lines.push([
      [x, y],
      [x, bus.arrows ? box.y - 5 : box.y],
    ]);
    if (bus.arrows) arrows.push({ at: [x, box.y], way: 1 });
    xs.push(x);
  }
  const trunk = frame.trunks.get(bus.stroke);
  if (xs.length === 0) return;
  if (trunk !== undefined) xs.push(trunk);
  lines.push([
    [Math.min(...xs), y],
    [Math.max(...xs), y],
  ]);
  page.buses.push({ bus, lines, arrows, label: [frame.x + BAND.pad, y + 4] });
};

/** Wires from the pills down to the roofs; returns how high the part between is. */
const jogsOf = (pills: Page['pills'], offset: ReadonlyMap<string, number>) => {
  const jogs = pills.flatMap(({ pill, box }) =>
    pill.wires.map((wire, at) => {
      const from = wire.x + offset.get(pill.site)!;
      const near =
        Math.abs(from - slot(box, at, pill.wires.length)) < box.w / 2 - 10 && pill.wires.length === 1;
      return { id: wire.net, from, to: near ? from : slot(box, at, pill.wires.length) };
    }),
  );
  return { jogs, tracks: jogTracks(jogs) };
};

/** Draws the Internet above a row of sites, from `y` on. Returns where the roofs are. */
export const drawBand = (
  page: Page,
  model: MapModel,
  row: readonly SiteScene[],
  xs: readonly number[],
  y: number,
  frame: Frame,
  between: number,
  levels: Map<string, number[]>,
): number => {
  const offset = new Map(row.map((site, at) => [site.plan.place.id, xs[at]!]));
  const own = row.flatMap((site, at) => pillsOf(model, site).map((pill) => ({ ...pill, dx: xs[at]! })));
  const all = busesOf(model, own);
  const buses = all.filter((bus) => bus.pills.length > 0 || (frame.first && bus.into.length > 0));
  let at = y + BAND.pad + (frame.first ? 0 : 18);
  if (frame.first) placeOutside(page, model, at, frame);
  if (frame.first && page.outside.length > 0) at += BAND.box + BAND.tag + 12;
  const busTop = at;
  at += buses.length * BAND.bus + (buses.length > 0 ? 8 : 6);
  const before = page.pills.length;
  placePills(page, own, at, frame);
  const pills = page.pills.slice(before);
  if (pills.length > 0) at += BAND.pill;
  buses.forEach((bus, n) => {
    drawBus(page, buses, n, busTop + n * BAND.bus, frame, pills);
    levels.set(bus.stroke, [...(levels.get(bus.stroke) ?? []), busTop + n * BAND.bus]);
  });
  const empty = !frame.first && pills.length === 0;
  if (empty) return y + 6 + between;
  page.bands.push({ x: frame.x, y, w: frame.w, h: at - y + BAND.pad });
  const { jogs, tracks } = jogsOf(pills, offset);
  const jogTop = at + BAND.pad;
  const count = trackCount(tracks);
  const roof = jogTop + 12 + count * BAND.track + between;
  for (const { id, from, to } of jogs) {
    const track = tracks.get(id);
    const line = jogTop + 6 + (count - 1 - (track ?? 0)) * BAND.track;
    if (track === undefined)
      addLine(page.scene, id, [
        [from, at],
        [from, roof],
      ]);
    else
      addLine(page.scene, id, [
        [to, at],
        [to, line],
        [from, line],
        [from, roof],
      ]);
  }
  return roof;
};
