import { EDGE, FAILED, GROUND, INK, PAINTS, STROKES, type Stroke, type StrokeName } from '../look.ts';
import { element, type Point, pathThrough, rect, textAt, titleOf } from '../svg.ts';
import { shortened } from '../text.ts';
import type { Net } from './nets.ts';
import type { Page } from './page-model.ts';
import { crossAt, crossOut, lines, paintNode, paintOf } from './paint-nodes.ts';

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
      titleOf(`provider ${pill.node.label}, ${pill.note}, ${pill.purpose} uplink of ${pill.site}`) +
        rect(box, { rx: box.h / 2, fill, stroke, 'stroke-width': 1.4 }) +
        (pill.node.failed.length > 0 ? crossOut(box) : '') +
        lines(box, pill.node.label, pill.note, text, 12.5, pill.node.failed.length > 0),
    );
  });

const paintOutside = (page: Page): string[] =>
  page.outside.map(({ node, provider, box }) => {
    const tag = { x: box.x + 8, y: box.y + box.h - 2, w: box.w - 16, h: 20 };
    const { fill, stroke, text } = paintOf(node);
    const at = provider
      ? rect(tag, { rx: 9, fill: '#ffffff', stroke, 'stroke-width': 1 }) +
        (provider.failed.length > 0 ? crossOut(tag) : '') +
        lines(tag, `at ${provider.label}`, undefined, text, 11, provider.failed.length > 0)
      : '';
    const note = node.kind === 'rendezvous' ? 'rendezvous' : (node.note ?? '');
    const body =
      rect(box, { rx: 8, fill, stroke, 'stroke-width': 1.4 }) + (node.failed.length > 0 ? crossOut(box) : '');
    return element('g', {}, `${at}${body}${lines(box, node.label, note, text, 14, node.failed.length > 0)}`);
  });

const paintSites = (page: Page): string[] =>
  page.sites.flatMap(({ site, box }) => [
    rect(box, { rx: 10, fill: GROUND.site, stroke: EDGE.site, 'stroke-width': 1.3 }),
    textAt(box.x + 14, box.y + 26, shortened(site.plan.place.label, box.w - 28, 19, true), {
      size: 19,
      fill: INK.strong,
      bold: true,
    }),
    ...(site.plan.place.note
      ? [
          textAt(box.x + 14, box.y + 42, shortened(site.plan.place.note, box.w - 28, 11.5), {
            size: 11.5,
            fill: INK.plain,
          }),
        ]
      : []),
    ...(site.idle
      ? [
          element(
            'g',
            {},
            titleOf(site.idle.slice(0, 4000)) +
              textAt(box.x + 14, box.y + box.h - 12, shortened(site.idle, box.w - 28, 11.5), {
                size: 11.5,
                fill: INK.quiet,
              }),
          ),
        ]
      : []),
  ]);

const paintRacks = (page: Page): string[] =>
  page.scene.racks.map(({ place, box }) =>
    rect(box, {
      rx: 5,
      fill: GROUND.rack,
      stroke: EDGE.rack,
      'stroke-width': place.main ? 1.8 : 1.2,
    }),
  );

const paintRackTitles = (page: Page): string[] =>
  page.scene.racks.map(({ title, titleX, box }) =>
    textAt(titleX, box.y + 16, title, { size: 12, fill: INK.plain, bold: true }),
  );

const paintFeeds = (page: Page): string[] =>
  page.feeds.map(({ node, room, at: [x, y] }) => {
    const failed = node.failed.length > 0;
    const look = { size: 11.5, fill: failed ? FAILED : PAINTS.power.text, bold: true };
    const text = textAt(x, y + 4, shortened(node.label, room, 11.5, true), look);
    return failed ? `${text}${crossAt(x + room + 8, y)}${crossAt(x + room + 24, y)}` : text;
  });

/** Everything but the head and the legend, from back to front. */
export const paintPage = (page: Page, nets: readonly Net[]): string[] => [
  ...page.bands.flatMap((box) => [
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
  ...page.scene.nodes.map(({ node, box }) => paintNode(node, box)),
  ...paintFailedCables(page, nets),
  ...paintFeeds(page),
];
