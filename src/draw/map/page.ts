import { BAND, drawBand } from './band.ts';
import type { MapModel } from './model.ts';
import { netsOf } from './nets.ts';
import { busesOf, outsideBoxes, pillsOf } from './outside.ts';
import type { Page } from './page-model.ts';
import { drawnRacksOf } from './places.ts';
import { addLine, addScene, emptyScene } from './scene.ts';
import { planSite } from './site-plan.ts';
import { drawSite, type SiteScene } from './site-scene.ts';
import { packTracks, trackCount } from './tracks.ts';

const HEAD = 66;
const MARGIN = 16;
const BETWEEN = 22;
const TRACK = 8;
/** Pixels; a page may be as wide as this before sites go into a second row, and is never narrower than the other. */
const WIDE = 1640;
const NARROW = 760;

const inRows = (sites: readonly SiteScene[]): SiteScene[][] => {
  const area = sites.reduce((sum, site) => sum + site.w * (site.h + 200), 0);
  const most = Math.max(WIDE, Math.sqrt(area * 1.6), ...sites.map((site) => site.w));
  const rows: SiteScene[][] = [[]];
  let width = 0;
  for (const site of sites) {
    if (width + site.w > most && rows.at(-1)!.length > 0) {
      rows.push([]);
      width = 0;
    }
    rows.at(-1)!.push(site);
    width += site.w + BETWEEN;
  }
  return rows.filter((row) => row.length > 0);
};

const rowWidth = (row: readonly SiteScene[]): number =>
  row.reduce((sum, site) => sum + site.w + BETWEEN, -BETWEEN);

/** What of a map runs in the margins because it touches several rows of sites. */
interface Trunks {
  readonly buses: ReadonlyMap<string, number>;
  readonly nets: ReadonlyMap<string, number>;
  readonly left: number;
  readonly inner: number;
  readonly width: number;
}

const outNets = (row: readonly SiteScene[]): string[] =>
  row.flatMap((site) =>
    site.plan.nets.filter((one) => one.out && !one.net.provider).map((one) => one.net.id),
  );

const trunksOf = (model: MapModel, rows: readonly (readonly SiteScene[])[]): Trunks => {
  const nets = [...new Set(rows.flatMap(outNets))].filter(
    (net) => rows.filter((row) => outNets(row).includes(net)).length > 1,
  );
  const strokes =
    rows.length > 1
      ? busesOf(
          model,
          rows.flat().flatMap((s) => pillsOf(model, s)),
        ).map((b) => b.stroke)
      : [];
  const boxes = BAND.label + outsideBoxes(model).length * 190;
  const inner = Math.max(NARROW, boxes, ...rows.map(rowWidth));
  const left = MARGIN + (nets.length > 0 ? 6 + nets.length * TRACK : 0);
  const right = left + inner;
  return {
    nets: new Map(nets.map((net, n) => [net, MARGIN + n * TRACK])),
    buses: new Map(strokes.map((stroke, n) => [stroke, right + 8 + n * TRACK])),
    left,
    inner,
    width: right + (strokes.length > 0 ? 8 + strokes.length * TRACK : 0) + MARGIN,
  };
};

/** Lines between the sites of a row, above their roofs; `y` is the roof. Returns how high they are. */
const siteLines = (row: readonly SiteScene[], xs: readonly number[], trunks: Trunks) => {
  const ends = new Map<string, number[]>();
  row.forEach((site, at) => {
    for (const one of site.plan.nets.filter((net) => net.out && !net.net.provider)) {
      const x = site.roof.get(one.net.id);
      if (x !== undefined) ends.set(one.net.id, [...(ends.get(one.net.id) ?? []), x + xs[at]!]);
    }
  });
  const spans = [...ends].map(([id, own]) => {
    const all = [...own, ...(trunks.nets.has(id) ? [trunks.nets.get(id)!] : [])];
    return { id, own, from: Math.min(...all), to: Math.max(...all) };
  });
  const tracks = packTracks(spans);
  const height = spans.length === 0 ? 0 : 8 + trackCount(tracks) * TRACK;
  return { spans, tracks, height };
};

const drawSiteLines = (
  page: Page,
  lines: ReturnType<typeof siteLines>,
  roof: number,
  levels: Map<string, number[]>,
): void => {
  for (const { id, own, from, to } of lines.spans) {
    const y = roof - 8 - lines.tracks.get(id)! * TRACK;
    for (const x of own)
      addLine(page.scene, id, [
        [x, roof],
        [x, y],
      ]);
    addLine(page.scene, id, [
      [from, y],
      [to, y],
    ]);
    levels.set(id, [...(levels.get(id) ?? []), y]);
  }
};

/** Puts everything in its place. */
export const pageOf = (model: MapModel): Page => {
  const nets = netsOf(model);
  const sites = model.places
    .filter((place) => place.kind === 'site')
    .map((place) => {
      const feeds = model.nodes.filter((node) => node.kind === 'feed' && node.place === place.id);
      return drawSite(planSite(place, drawnRacksOf(model, place.id), feeds, nets));
    });
  const rows = inRows(sites);
  const trunks = trunksOf(model, rows);
  const levels = new Map<string, number[]>();
  const page = { scene: emptyScene(), sites: [], bands: [], pills: [], outside: [], buses: [], feeds: [] };
  const filled: Page = { ...page, width: trunks.width, bottom: 0 };
  let y = HEAD;
  (rows.length > 0 ? rows : [[]]).forEach((row, at) => {
    let x = trunks.left + Math.max(0, (trunks.inner - rowWidth(row)) / 2);
    const xs = row.map((site) => {
      const own = x;
      x += site.w + BETWEEN;
      return own;
    });
    const frame = { x: trunks.left, w: trunks.inner, trunks: trunks.buses, first: at === 0 };
    const lines = siteLines(row, xs, trunks);
    const roof = drawBand(filled, model, row, xs, y, frame, lines.height, levels);
    drawSiteLines(filled, lines, roof, levels);
    row.forEach((site, n) => {
      addScene(filled.scene, site.scene, xs[n]!, roof);
      filled.sites.push({ site, box: { x: xs[n]!, y: roof, w: site.w, h: site.h } });
      for (const feed of site.feeds)
        filled.feeds.push({ ...feed, at: [feed.at[0] + xs[n]!, feed.at[1] + roof] });
    });
    y = roof + Math.max(0, ...row.map((site) => site.h)) + BETWEEN;
  });
  for (const [net, x] of trunks.nets) {
    const ys = levels.get(net) ?? [0];
    addLine(filled.scene, net, [
      [x, Math.min(...ys)],
      [x, Math.max(...ys)],
    ]);
  }
  for (const [stroke, x] of trunks.buses) {
    const ys = levels.get(stroke) ?? [];
    const placed = filled.buses.find((one) => one.bus.stroke === stroke);
    if (placed && ys.length > 1)
      placed.lines.push([
        [x, Math.min(...ys)],
        [x, Math.max(...ys)],
      ]);
  }
  return { ...filled, bottom: y };
};
