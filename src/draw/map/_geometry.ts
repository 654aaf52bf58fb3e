import type { Box, Point } from '../svg.ts';
import { textWidth } from '../text.ts';
import { placed } from './boxes.ts';
import type { MapModel } from './model.ts';
import { netsOf } from './nets.ts';
import { pageOf } from './page.ts';
import { titleBases } from './paint.ts';

/** What a picky person sees in a picture, measured: for tests. */

interface Segment {
  readonly net: string;
  readonly a: Point;
  readonly b: Point;
}

const shrunk = ({ x, y, w, h }: Box, by: number): Box => ({
  x: x + by,
  y: y + by,
  w: w - 2 * by,
  h: h - 2 * by,
});

const overlap = (one: Box, two: Box): boolean =>
  one.x < two.x + two.w && two.x < one.x + one.w && one.y < two.y + two.h && two.y < one.y + one.h;

const around = ({ a, b }: Segment): Box => ({
  x: Math.min(a[0], b[0]),
  y: Math.min(a[1], b[1]),
  w: Math.abs(a[0] - b[0]) || 0.01,
  h: Math.abs(a[1] - b[1]) || 0.01,
});

const segmentsOf = (lines: ReadonlyMap<string, readonly Point[][]>): Segment[] =>
  [...lines].flatMap(([net, all]) =>
    all.flatMap((points) => points.slice(1).map((b, at) => ({ net, a: points[at]!, b }))),
  );

interface Named {
  readonly name: string;
  readonly box: Box;
}

const clashes = (boxes: readonly Named[]): string[] => {
  const sorted = [...boxes].sort((a, b) => a.box.x - b.box.x);
  return sorted.flatMap((one, at) => {
    const found: string[] = [];
    for (let n = at + 1; n < sorted.length && sorted[n]!.box.x < one.box.x + one.box.w; n++)
      if (overlap(shrunk(one.box, 0.2), shrunk(sorted[n]!.box, 0.2)))
        found.push(`${one.name} on ${sorted[n]!.name}`);
    return found;
  });
};

/** Two nets that lie in one line for more than a pixel: nobody could tell them apart. */
const shared = (segments: readonly Segment[]): string[] => {
  const byLine = new Map<string, Segment[]>();
  for (const one of segments) {
    const upright = Math.abs(one.a[0] - one.b[0]) < 0.01;
    const key = upright ? `x${one.a[0].toFixed(1)}` : `y${one.a[1].toFixed(1)}`;
    byLine.set(key, [...(byLine.get(key) ?? []), one]);
  }
  return [...byLine.values()].flatMap((list) =>
    list.flatMap((one, at) =>
      list.slice(at + 1).flatMap((two) => {
        if (one.net === two.net) return [];
        const [p, q] = [around(one), around(two)];
        const length =
          Math.min(p.x + p.w, q.x + q.w) -
          Math.max(p.x, q.x) +
          (Math.min(p.y + p.h, q.y + q.h) - Math.max(p.y, q.y));
        return overlap(p, q) && length > 1 ? [`${one.net} along ${two.net}`] : [];
      }),
    ),
  );
};

/** Everything that is wrong with the looks of a map, in words. */
export const flawsOf = (model: MapModel): string[] => {
  const page = pageOf(model);
  const segments = segmentsOf(page.scene.lines);
  const named = <T extends object>(all: readonly T[], name: (one: T) => string): Named[] =>
    placed(all, page.boxes).map(([one, box]) => ({ name: name(one), box }));
  const nodes = page.racks.flatMap((plan) => plan.rack.nodes);
  const devices = named(nodes, (node) => node.id);
  const pills = page.pills.map(({ pill, box }): Named => ({ name: pill.id, box }));
  const inBands = page.bands.flatMap((band) => band.outside);
  const outside = named(
    inBands.map((one) => one.node),
    (node) => node.id,
  );
  const racks = named(page.racks, (plan) => plan.rack.place.id);
  const sites = named(page.sites, (plan) => plan.place.id);
  const label = (name: string, x: number, baseline: number, text: string, size: number): Named => ({
    name: `"${name}"`,
    box: { x, y: baseline - size * 0.8, w: textWidth(text, size, true), h: size },
  });
  const texts = [
    ...placed(page.racks, page.boxes).flatMap(([{ title, titleX }, { x, y }]) =>
      title.map(({ text, size }, at) => label(text, x + titleX, y + titleBases(title)[at]!, text, size)),
    ),
    ...placed(page.sites, page.boxes).map(([{ place }, { x, y }]) =>
      label(place.label, x + 14, y + 26, place.label, 19),
    ),
    ...placed(page.bands, page.boxes).map(([, { x, y }]) =>
      label('the Internet', x + 12, y + 22, 'the Internet', 13.5),
    ),
    ...page.feeds.map(({ text, at: [x, y] }) => label(text.text, x, y + 4, text.text, text.size)),
    ...page.buses.map(({ bus, label: [x, y] }) => label(bus.label, x, y, bus.label, 12)),
  ];
  const solid = [...devices, ...pills, ...outside].map((one) => ({ ...one, box: shrunk(one.box, 1) }));
  const wires = segments.map((segment) => ({ net: segment.net, box: around(segment) }));
  const struck = [...solid, ...texts].flatMap((one) =>
    wires.filter(({ box }) => overlap(box, one.box)).map(({ net }) => `${net} through ${one.name}`),
  );
  const within = (box: Box): boolean => box.x >= 0 && box.y >= 0 && box.x + box.w <= page.width;
  return [
    ...[devices, pills, outside, racks, sites, texts].flatMap(clashes),
    ...struck,
    ...shared(segments),
    ...[...devices, ...pills, ...outside, ...racks, ...sites]
      .filter(({ box }) => !within(box))
      .map(({ name }) => `${name} off the page`),
    ...netsOf(model)
      .filter((net) => net.stroke !== 'power' && !page.scene.lines.has(net.id))
      .map((net) => `${net.id} is not drawn`),
  ];
};
