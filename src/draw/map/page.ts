import type { Box } from '../svg.ts';
import { bandOf, bandTree, drawBand, jogsHeight } from './band.ts';
import { type Boxes, boxesOf, inRows, type Spaces, type Tree } from './boxes.ts';
import type { MapModel } from './model.ts';
import { type Net, netsOf } from './nets.ts';
import type { Band } from './outside.ts';
import type { Page } from './page-model.ts';
import { drawnRacksOf } from './places.ts';
import { addLine, emptyScene, level, upright } from './scene.ts';
import { planSite, type SitePlan } from './site-plan.ts';
import { drawSite, type SiteWires, siteAsks, siteWires } from './site-scene.ts';
import { siteTree } from './site-tree.ts';
import { packTracks, trackCount } from './tracks.ts';

/** Pixels. */
const PAGE = { head: 66, margin: 16, between: 22, track: 8 } as const;
/** A page may be as wide as this before sites go into a second row, and is never narrower than the other. */
const WIDE = 1640;
const NARROW = 760;

/** A row of sites with the Internet above it, and the nets that go from its sites to others. */
interface Row {
  readonly sites: readonly SitePlan[];
  readonly band: Band;
  readonly nets: readonly string[];
}

/** A page before it has places: its rows, and what runs in the margins because it touches several of them. */
interface Plan {
  readonly rows: readonly Row[];
  readonly nets: readonly string[];
  readonly strokes: readonly string[];
}

const inPageRows = (sites: readonly SitePlan[]): SitePlan[][] => {
  if (sites.length === 0) return [[]];
  const alone = (site: SitePlan): Box =>
    boxesOf(siteTree(site), (now) => new Map(siteAsks(siteWires(site, now)))).get(site)!;
  const boxes = new Map(sites.map((site) => [site, alone(site)]));
  const area = [...boxes.values()].reduce((sum, { w, h }) => sum + w * (h + 200), 0);
  const most = Math.max(WIDE, Math.sqrt(area * 1.6), ...[...boxes.values()].map(({ w }) => w));
  return inRows(sites, (site) => boxes.get(site)!.w, PAGE.between, most);
};

/** Those that several of the lists hold. */
const shared = <T>(lists: readonly (readonly T[])[]): T[] =>
  [...new Set(lists.flat())].filter((one) => lists.filter((list) => list.includes(one)).length > 1);

const planPage = (model: MapModel, sites: readonly SitePlan[]): Plan => {
  const rows = inPageRows(sites).map((row, at): Row => {
    const out = row.flatMap(({ nets }) => nets.filter((one) => one.out && !one.net.provider));
    return {
      sites: row,
      band: bandOf(model, row, at === 0),
      nets: [...new Set(out.map(({ net }) => net.id))],
    };
  });
  const strokes = rows.map(({ band }) => band.buses.map((bus) => bus.stroke));
  return { rows, nets: shared(rows.map((row) => row.nets)), strokes: shared(strokes) };
};

/** How wide the margin is in which these run. */
const marginOf = (trunks: readonly string[]): number =>
  PAGE.margin + (trunks.length > 0 ? 8 + trunks.length * PAGE.track : 0);

const pageTree = (plan: Plan): Tree => ({
  of: plan,
  pad: [PAGE.head, marginOf(plan.strokes), PAGE.between, marginOf(plan.nets)],
  gap: PAGE.between,
  minW: NARROW + marginOf(plan.strokes) + marginOf(plan.nets),
  inside: plan.rows.map(({ band, sites }) => ({
    inside: [
      bandTree(band),
      {
        of: sites,
        flow: 'row',
        gap: PAGE.between,
        align: 'start',
        justify: 'center',
        inside: sites.map(siteTree),
      },
    ],
  })),
});

/** Where what runs in the margins does: nets at the left, buses at the right. */
const trunksOf = (plan: Plan, boxes: Boxes): ReadonlyMap<string, number> => {
  const right = boxes.get(plan)!.w - marginOf(plan.strokes) + 8;
  return new Map([
    ...plan.nets.map((net, at) => [net, PAGE.margin + at * PAGE.track] as const),
    ...plan.strokes.map((stroke, at) => [stroke, right + at * PAGE.track] as const),
  ]);
};

/** Lines between the sites of a row, above their roofs. */
const linesOf = (row: Row, sites: readonly SiteWires[], trunks: ReadonlyMap<string, number>) => {
  const spans = row.nets.map((id) => {
    const own = sites.flatMap(({ roof }) => roof.get(id) ?? []);
    const all = [...own, trunks.get(id) ?? []].flat();
    return { id, own, from: Math.min(...all), to: Math.max(...all) };
  });
  const tracks = packTracks(spans);
  return { spans, tracks, height: spans.length === 0 ? 0 : 8 + trackCount(tracks) * PAGE.track };
};

const pageAsks = (plan: Plan, boxes: Boxes): Spaces => {
  const trunks = trunksOf(plan, boxes);
  const asks = plan.rows.flatMap((row): [object, number][] => {
    const sites = row.sites.map((site) => siteWires(site, boxes));
    const above = jogsHeight(row.band, boxes, sites) + linesOf(row, sites, trunks).height;
    return [[row.sites, above], ...sites.flatMap(siteAsks)];
  });
  return new Map(asks);
};

/** Draws a row. The answer: at which height each net runs that goes on in the margin. */
const drawRow = (page: Page, row: Row, trunks: ReadonlyMap<string, number>): [net: string, y: number][] => {
  const sites = row.sites.map((site) => siteWires(site, page.boxes));
  const { spans, tracks, height } = linesOf(row, sites, trunks);
  const roof = page.boxes.get(row.sites)!.y;
  drawBand(page, row.band, sites, trunks, height);
  page.feeds.push(...sites.flatMap((site) => drawSite(page.scene, site)));
  return spans.map(({ id, own, from, to }) => {
    const y = roof - 8 - tracks.get(id)! * PAGE.track;
    for (const x of own) addLine(page.scene, id, upright(x, roof, y));
    addLine(page.scene, id, level(y, from, to));
    return [id, y];
  });
};

/** The lines in the margins, from the first row that they touch to the last. */
const drawTrunks = (
  page: Page,
  trunks: ReadonlyMap<string, number>,
  levels: readonly [string, number][],
): void => {
  for (const [id, x] of trunks) {
    const buses = page.buses.filter(({ bus }) => bus.stroke === id);
    const ys = [
      ...buses.map(({ label }) => label[1] - 4),
      ...levels.filter(([net]) => net === id).map(([, y]) => y),
    ];
    if (buses[0]) buses[0].lines.push(upright(x, ...ys));
    else addLine(page.scene, id, upright(x, ...ys));
  }
};

/** Puts everything in its place. */
export const pageOf = (model: MapModel, nets: readonly Net[] = netsOf(model)): Page => {
  const sites = model.places
    .filter((place) => place.kind === 'site')
    .map((place) => {
      const feeds = model.nodes.filter((node) => node.kind === 'feed' && node.place === place.id);
      return planSite(place, drawnRacksOf(model, place.id), feeds, nets);
    });
  // Those without racks are low: in a row of their own they leave no hole.
  const plan = planPage(
    model,
    [...sites].sort((a, b) => Number(b.rows.length > 0) - Number(a.rows.length > 0)),
  );
  const boxes = boxesOf(pageTree(plan), (now) => pageAsks(plan, now));
  const { w: width, h: bottom } = boxes.get(plan)!;
  const bands = plan.rows.map((row) => row.band);
  const racks = sites.flatMap((site) => site.rows.flat());
  const drawn = { scene: emptyScene(), pills: [], buses: [], feeds: [] };
  const page: Page = { boxes, bands, sites, racks, ...drawn, width, bottom };
  const trunks = trunksOf(plan, boxes);
  const levels = plan.rows.flatMap((row) => drawRow(page, row, trunks));
  drawTrunks(page, trunks, levels);
  return page;
};
