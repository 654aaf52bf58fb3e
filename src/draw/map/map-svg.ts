import { INK } from '../look.ts';
import { svgDocument, textAt } from '../svg.ts';
import { counted, shortened } from '../text.ts';
import { mapLegend } from './legend.ts';
import type { MapModel, MapNode } from './model.ts';
import { netsOf } from './nets.ts';
import { pageOf } from './page.ts';
import { paintPage } from './paint.ts';
import { whatIfPanel } from './what-if-panel.ts';

const NO_DEVICE: ReadonlySet<string> = new Set(['operators', 'station', 'provider', 'feed']);

/** `2 sites, 6 racks, 61 devices with 1 rendezvous`: all devices of the inventory, those outside the sites by name. */
const countsOf = (model: MapModel): string => {
  const places = (kind: string) => model.places.filter((place) => place.kind === kind);
  const racks = places('rack').reduce((sum, rack) => sum + Math.max(1, rack.racks?.length ?? 1), 0);
  const devices = model.nodes.filter((node) => !NO_DEVICE.has(node.kind));
  const count = (nodes: readonly MapNode[]): number => nodes.reduce((sum, n) => sum + n.members.length, 0);
  const outside = count(devices.filter((node) => node.place === 'internet'));
  const all = [
    counted(places('site').length, 'site'),
    counted(racks, 'rack'),
    counted(count(devices), 'device'),
  ].join(', ');
  return outside === 0 ? all : `${all} with ${outside} rendezvous`;
};

/** For those who cannot see the picture. */
const description = (model: MapModel): string => {
  const sites = model.places.filter((place) => place.kind === 'site').map((place) => place.label);
  const failed = model.whatIf?.failures.map((failure) => `${failure.id} (${failure.recovery})`) ?? [];
  const lost = model.nodes.filter((node) => node.state === 'lost').flatMap((node) => node.members);
  return [
    `Map of ${countsOf(model)}: ${sites.slice(0, 30).join(', ')}.`,
    'Management network in colour, production in grey, the Internet above the sites.',
    ...(failed.length > 0 ? [`Failed: ${failed.join('; ')}.`] : []),
    ...(lost.length > 0 ? [`A way in is lost to: ${lost.slice(0, 50).join(', ')}.`] : []),
  ].join(' ');
};

/** The map as an SVG document. Same model, same bytes. */
export const mapSvg = (model: MapModel): string => {
  const nets = netsOf(model);
  const page = pageOf(model, nets);
  const panel = whatIfPanel(model.whatIf, page.width, page.bottom);
  const key = mapLegend(model, page, nets, page.bottom + panel.height);
  const room = page.width - 48;
  return svgDocument({
    width: page.width,
    height: page.bottom + panel.height + key.height + 8,
    title: `Map of ${model.name}`,
    description: description(model),
    body: [
      textAt(24, 34, shortened(model.name, room, 22, true), { size: 22, fill: INK.strong, bold: true }),
      textAt(24, 54, countsOf(model), { size: 13, fill: INK.plain }),
      ...paintPage(page, nets),
      ...panel.body,
      ...key.body,
    ],
  });
};
