import { EDGE, FAILED, GROUND, INK, PAINTS, STROKES, type Stroke, type StrokeName } from '../look.ts';
import { element, type Point, pathThrough, rect, textAt, titleOf } from '../svg.ts';
import { fitted } from '../text.ts';
import { placed } from './boxes.ts';
import type { Net } from './nets.ts';
import type { Page } from './page-model.ts';
import { crossAt, crossOut, lines, paintNode, paintOf } from './paint-nodes.ts';
import { titleText } from './rack-plan.ts';
import { idleText } from './site-tree.ts';

/** From back to front: what the picture is about lies on top. */
const ORDER: readonly StrokeName[] = [
  'power',
  'production',
  'uplink-production',
  'meta',
  'interlink',
  'uplink',
  'uplink-mobile',
  'management',
];

/** A wire on a light edge, so that one sees which of two crossing wires goes on where. */
const wire = (
  points: readonly Point[][],
  { colour, width, dash }: Stroke,
  ground: string,
  title: string,
): string => {
  const d = points.map(pathThrough).join('');
  const common = { d, fill: 'none', 'stroke-linejoin': 'round' };
  return element(
    'g',
    {},
    titleOf(title) +
      element('path', { ...common, stroke: ground, 'stroke-width': width + 2.4 }) +
      element('path', { ...common, stroke: colour, 'stroke-width': width, 'stroke-dasharray': dash }),
  );
};

const spoken = (net: Net): string => {
  const { means } = STROKES[net.stroke];
  const cables = net.edges.reduce((sum, edge) => sum + edge.cables.length, 0);
  const ends =
    net.terminals.length > 6 ? `${net.terminals.slice(0, 6).join(', ')} …` : net.terminals.join(', ');
  return `${means}: ${ends}${net.provider ? ` to ${net.provider}` : ''} (${cables === 1 ? '1 cable' : `${cables} cables`})`;
};

const paintWires = (page: Page, nets: readonly Net[]): string[] =>
  [...nets]
    .sort((a, b) => ORDER.indexOf(a.stroke) - ORDER.indexOf(b.stroke))
    .flatMap((net) => {
      const points = page.scene.lines.get(net.id);
      return points ? [wire(points, STROKES[net.stroke], GROUND.rack, spoken(net))] : [];
    });

/** Crosses where a failed cable meets its device: at the end that only this cable has. */
const paintFailedCables = (page: Page, nets: readonly Net[]): string[] =>
  nets.flatMap((net) =>
    net.edges
      .filter((edge) => edge.failed.length > 0)
      .flatMap((edge) => {
        const leaf = edge.from === net.terminals[0] && net.terminals.includes(edge.to) ? edge.to : edge.from;
        const joint = page.scene.joints.find((one) => one.net === net.id && one.node === leaf);
        return joint ? [crossAt(...joint.at)] : [];
      }),
  );

const arrow = ([x, y]: Point, way: 1 | -1, fill: string): string =>
  element('path', { d: `M${x} ${y}l-4.5 ${-8 * way}h9z`, fill });

const paintBuses = (page: Page): string[] =>
  page.buses.flatMap(({ bus, lines: points, arrows, label }) => {
    const stroke = STROKES[bus.stroke];
    return [
      wire(points, stroke, GROUND.band, stroke.means),
      ...arrows.map(({ at, way }) => arrow(at, way, stroke.colour)),
      textAt(label[0], label[1], bus.label, { size: 12, fill: stroke.colour, bold: true }),
    ];
  });

const paintPills = (page: Page): string[] =>
  page.pills.map(({ pill, box }) => {
    const { fill, stroke, text } = PAINTS[pill.purpose];
    return element(
      'g',
      {},
      titleOf(`provider ${pill.node.label}, ${pill.note}, ${pill.purpose} uplink of ${pill.site.place.id}`) +
        rect(box, { rx: box.h / 2, fill, stroke, 'stroke-width': 1.4 }) +
        (pill.node.failed.length > 0 ? crossOut(box) : '') +
        lines(box, pill.node.label, pill.note, text, 12.5, pill.node.failed.length > 0),
    );
  });

const paintOutside = (page: Page): string[] => {
  const all = page.bands.flatMap((band) => band.outside);
  return placed(
    all.map((one) => one.node),
    page.boxes,
  ).map(([node, box], at) => {
    const { fill, stroke, text } = paintOf(node);
    const [provider, tag] = [all[at]!.provider, page.boxes.get(all[at]!)];
    const behind =
      provider && tag
        ? rect(tag, { rx: 9, fill: '#ffffff', stroke, 'stroke-width': 1 }) +
          (provider.failed.length > 0 ? crossOut(tag) : '') +
          lines(tag, `at ${provider.label}`, undefined, text, 11, provider.failed.length > 0)
        : '';
    const note = node.kind === 'rendezvous' ? 'rendezvous' : (node.note ?? '');
    const body =
      rect(box, { rx: 8, fill, stroke, 'stroke-width': 1.4 }) + (node.failed.length > 0 ? crossOut(box) : '');
    const spoken = titleOf(
      [node.label, note, provider ? `at ${provider.label}` : ''].filter(Boolean).join(', '),
    );
    return element(
      'g',
      {},
      `${spoken}${behind}${body}${lines(box, node.label, note, text, 14, node.failed.length > 0)}`,
    );
  });
};

const paintSites = (page: Page): string[] =>
  placed(page.sites, page.boxes).flatMap(([plan, box]) => {
    const idle = idleText(plan);
    const line = (y: number, text: string, size: number, fill: string, bold = false): string => {
      const fit = fitted(text, box.w - 28, size, bold);
      return textAt(box.x + 14, y, fit.text, { size: fit.size, fill, bold });
    };
    return [
      rect(box, { rx: 10, fill: GROUND.site, stroke: EDGE.site, 'stroke-width': 1.3 }),
      line(box.y + 26, plan.place.label, 19, INK.strong, true),
      ...(plan.place.note ? [line(box.y + 42, plan.place.note, 11.5, INK.plain)] : []),
      ...(idle
        ? [element('g', {}, titleOf(idle.slice(0, 4000)) + line(box.y + box.h - 12, idle, 11.5, INK.quiet))]
        : []),
    ];
  });

const paintRacks = (page: Page): string[] =>
  placed(page.racks, page.boxes).map(([{ rack }, box]) => {
    const width = rack.place.main ? 1.8 : 1.2;
    return rect(box, { rx: 5, fill: GROUND.rack, stroke: EDGE.rack, 'stroke-width': width });
  });

/** The base lines of a rack's title, of one line or of two. */
export const titleBases = (title: readonly unknown[]): readonly number[] =>
  title.length > 1 ? [11, 21] : [16];

const paintRackTitles = (page: Page): string[] =>
  placed(page.racks, page.boxes).map(([{ rack, title, titleX }, { x, y }]) => {
    const text = title.map((line, at) => {
      const base = y + titleBases(title)[at]!;
      return textAt(x + titleX, base, line.text, { size: line.size, fill: INK.plain, bold: true });
    });
    return element('g', {}, titleOf(titleText(rack)) + text.join(''));
  });

const paintFeeds = (page: Page): string[] =>
  page.feeds.map(({ node, text, lineX, at: [x, y] }) => {
    const failed = node.failed.length > 0;
    const fill = failed ? FAILED : PAINTS.power.text;
    const label = textAt(x, y + 4, text.text, { size: text.size, fill, bold: true });
    return failed ? `${label}${crossAt(lineX + 8, y)}` : label;
  });

/** Everything but the head and the legend, from back to front. */
export const paintPage = (page: Page, nets: readonly Net[]): string[] => [
  ...placed(page.bands, page.boxes).flatMap(([, box]) => [
    rect(box, { rx: 12, fill: GROUND.band, stroke: EDGE.band, 'stroke-width': 1.2 }),
    textAt(box.x + 12, box.y + 22, 'the Internet', { size: 13.5, fill: INK.quiet, bold: true }),
  ]),
  ...paintSites(page),
  ...paintRacks(page),
  ...paintWires(page, nets),
  ...paintBuses(page),
  ...paintPills(page),
  ...paintOutside(page),
  ...paintRackTitles(page),
  ...placed(
    page.racks.flatMap((plan) => plan.rack.nodes),
    page.boxes,
  ).map(([node, box]) => paintNode(node, box)),
  ...paintFailedCables(page, nets),
  ...paintFeeds(page),
];
