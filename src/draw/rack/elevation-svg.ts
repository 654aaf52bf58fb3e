import { FAILED, INK, PAINTS } from '../look.ts';
import { type LegendItem, legendOf, stateItems } from '../map/legend.ts';
import { crossAt, crossOut, paintOfRole, stateSign } from '../map/paint-nodes.ts';
import { whatIfPanel } from '../map/what-if-panel.ts';
import { type Box, element, rect, svgDocument, textAt, titleOf } from '../svg.ts';
import { counted, fitted, shortened, textWidth } from '../text.ts';
import type { Elevation, Lead, Mounted, PowerLead } from './elevation.ts';

const ROW = 36;
const TOP = 112;
const LEFT = 30;
const CABINET = 300;
const COLUMN_TOP = 92;

/** A disc for management, a square for the console, as on the map. */
const managementSign = (x: number, y: number): string =>
  element('circle', { cx: x, cy: y, r: 4.5, fill: PAINTS.management.stroke });
const consoleSign = (x: number, y: number): string =>
  rect({ x: x - 4.5, y: y - 4.5, w: 9, h: 9 }, { fill: INK.strong });

/** Stands for a feed that the inventory does not know. */
const UNKNOWN = '?';
const feedLabel = (feeds: readonly string[]): string => feeds.join('+') || UNKNOWN;

/** Longer names stand behind the cable. */
const isShort = (label: string): boolean => label.length <= 2;

const leadText = (lead: Lead | PowerLead): string => {
  const label = 'feeds' in lead ? feedLabel(lead.feeds) : '';
  const feed = isShort(label) || lead.to.startsWith('feed ') ? '' : ` (${label})`;
  return `${lead.port} → ${lead.to}${feed}`;
};

/** Feeds by their letter in a shape of their own: the first a disc, the second a square, others a box. */
const feedSign = (feeds: readonly string[], all: readonly string[], x: number, y: number): string => {
  const label = feedLabel(feeds);
  const at = all.indexOf(label);
  const { fill, stroke, text } = PAINTS.power;
  const look = { fill: at === 1 ? stroke : fill, stroke, 'stroke-width': 1.2 };
  const shape =
    at === 0
      ? element('circle', { cx: x, cy: y, r: 8.5, ...look })
      : rect({ x: x - 8.5, y: y - 8.5, w: 17, h: 17 }, { rx: 2, ...look });
  return `${shape}${textAt(x, y + 4, isShort(label) ? label : String(at + 1), { size: 11, fill: at === 1 ? '#ffffff' : text, bold: true, anchor: 'middle' })}`;
};

interface Columns {
  readonly management: number;
  readonly console: number;
  readonly power: number;
  readonly width: number;
  readonly feeds: readonly string[];
  /** From one power supply to the next. */
  readonly step: number;
}

const MOST_TEXT = 280;
const textOf = (leads: readonly Lead[]): number =>
  Math.min(MOST_TEXT, Math.max(0, ...leads.map((lead) => textWidth(leadText(lead), 12))));

const columnsOf = (elevation: Elevation): Columns => {
  const widest = (of: (one: Mounted) => readonly Lead[], head: number): number =>
    Math.max(head, ...elevation.devices.map((one) => textOf(of(one)) + 42));
  const management = LEFT + CABINET + 26;
  const console = management + widest((one) => one.management, 140);
  const power = console + widest((one) => one.console, 120);
  const step = Math.max(0, ...elevation.devices.map((one) => textOf(one.power) + 40));
  const most = Math.max(0, ...elevation.devices.map((one) => one.power.length));
  const feeds = [
    ...new Set(elevation.devices.flatMap((one) => one.power.map((lead) => feedLabel(lead.feeds)))),
  ].sort();
  return {
    management,
    console,
    power,
    width: power + Math.max(150, step * most) + 20,
    feeds,
    step,
  };
};

const leadLine = (lead: Lead, x: number, y: number, sign: string): string =>
  `${sign}${textAt(x + 12, y + 4, shortened(leadText(lead), MOST_TEXT, 12), { size: 12, fill: lead.failed.length > 0 ? FAILED : INK.plain })}${lead.failed.length > 0 ? crossAt(x, y) : ''}`;

/** A device without such a port, or one whose port is open. */
const none = (x: number, y: number, has: boolean): string =>
  textAt(x - 4, y + 4, has ? 'not plugged in' : 'none', { size: 12, fill: INK.quiet });

/** Two leads of a kind share a row's height. */
const stacked = <T extends Lead>(
  leads: readonly T[],
  x: number,
  y: number,
  has: boolean,
  draw: (lead: T, y: number) => string,
): string =>
  leads.length === 0
    ? none(x, y, has)
    : leads
        .slice(0, 2)
        .map((lead, at) => draw(lead, leads.length === 1 ? y : y - 8 + at * 16))
        .join('') +
      (leads.length > 2
        ? textAt(x + MOST_TEXT, y + 4, `+${leads.length - 2}`, { size: 11, fill: INK.quiet })
        : '');

const powerLine = (leads: readonly PowerLead[], columns: Columns, y: number, has: boolean): string => {
  if (leads.length === 0) return none(columns.power + 4, y, has);
  return leads
    .map((lead, at) => {
      const x = columns.power + 6 + at * columns.step;
      const text = shortened(leadText(lead), MOST_TEXT, 12);
      return `${feedSign(lead.feeds, columns.feeds, x, y)}${textAt(x + 14, y + 4, text, { size: 12, fill: lead.failed.length > 0 ? FAILED : INK.plain })}${lead.failed.length > 0 ? crossAt(x, y, 7) : ''}`;
    })
    .join('');
};

const face = (one: Mounted, box: Box): string => {
  const { fill, stroke, text } = paintOfRole(one.role);
  const start = box.x + (one.state ? 30 : 12);
  const room = box.w - (start - box.x) - 10;
  const name = fitted(one.name, room * 0.62, 13.5, true);
  return [
    rect(box, { rx: 3, fill, stroke, 'stroke-width': 1.2 }),
    ...(one.failed.length > 0 ? [crossOut(box)] : []),
    ...(one.state ? [stateSign(one.state, box.x + 16, box.y + box.h / 2)] : []),
    textAt(start, box.y + box.h / 2 + 5, name.text, {
      size: name.size,
      fill: text,
      bold: true,
      halo: one.failed.length > 0,
    }),
    textAt(box.x + box.w - 10, box.y + box.h / 2 + 4, shortened(one.role, room * 0.5, 11), {
      size: 11,
      fill: text,
      anchor: 'end',
    }),
  ].join('');
};

const row = (one: Mounted, at: number, columns: Columns): string => {
  const box = { x: LEFT, y: TOP + at * ROW, w: CABINET, h: ROW - 5 };
  const y = box.y + box.h / 2;
  const said = [
    one.device,
    one.role,
    ...(one.state ? [one.lost?.length ? `lost: ${one.lost.join(', ')}` : one.state] : []),
    ...one.failed,
  ];
  const [management, console] = [columns.management + 6, columns.console + 6];
  const ground =
    at % 2 === 1
      ? rect(
          { x: LEFT + CABINET + 18, y: box.y - 2, w: columns.width - LEFT - CABINET - 30, h: ROW },
          { fill: '#f6f8fa' },
        )
      : '';
  return element(
    'g',
    {},
    titleOf(said.join('; ')) +
      ground +
      face(one, box) +
      stacked(one.management, management, y, one.has.includes('management'), (lead, top) =>
        leadLine(lead, management, top, managementSign(management, top)),
      ) +
      stacked(one.console, console, y, one.has.includes('console'), (lead, top) =>
        leadLine(lead, console, top, consoleSign(console, top)),
      ) +
      powerLine(one.power, columns, y, one.has.includes('power')),
  );
};

const cabinet = (rows: number): string => {
  const [y, h] = [TOP - 12, Math.max(1, rows) * ROW + 19];
  return (
    rect(
      { x: LEFT - 14, y, w: CABINET + 28, h },
      { rx: 6, fill: '#e4e7eb', stroke: '#616e7c', 'stroke-width': 2 },
    ) + rect({ x: LEFT - 4, y: y + 8, w: CABINET + 8, h: h - 16 }, { fill: '#ffffff', stroke: '#9aa5b1' })
  );
};

/** The rack as an SVG document. */
export const elevationSvg = (elevation: Elevation): string => {
  const columns = columnsOf(elevation);
  const count = counted(elevation.devices.length, 'device');
  const width = Math.max(columns.width, 640);
  const bottom = TOP + Math.max(1, elevation.devices.length) * ROW + 26;
  const panel = whatIfPanel(elevation.whatIf, width, bottom);
  const unknown: LegendItem = {
    text: 'the feed behind it is not in the inventory',
    sign: (x, y) => feedSign([], columns.feeds, x + 16, y),
  };
  const items = [
    ...(columns.feeds.includes(UNKNOWN) ? [unknown] : []),
    ...(elevation.whatIf ? stateItems : []),
  ];
  const key = legendOf(items, width, bottom + panel.height);
  const head = (x: number, text: string) =>
    textAt(x, COLUMN_TOP, text, { size: 12.5, fill: INK.strong, bold: true });
  const note = 'positions in the rack are not in the inventory: devices stand in order of their role';
  return svgDocument({
    width,
    height: bottom + panel.height + key.height + 8,
    title: `Rack ${elevation.rack} of ${elevation.network}`,
    description: `${count}, from top to bottom: ${elevation.devices
      .map((one) => `${one.name} (${one.role})`)
      .slice(0, 60)
      .join(', ')}. ${note}.`,
    body: [
      textAt(16, 34, shortened(elevation.rack, width - 40, 21, true), {
        size: 21,
        fill: INK.strong,
        bold: true,
      }),
      textAt(16, 55, shortened(`${count}; ${note}`, width - 32, 12.5), { size: 12.5, fill: INK.plain }),
      head(columns.management - 4, 'management port'),
      head(columns.console - 4, 'serial console'),
      head(columns.power - 4, 'power, by feed'),
      cabinet(elevation.devices.length),
      ...elevation.devices.map((one, at) => row(one, at, columns)),
      ...panel.body,
      ...key.body,
    ],
  });
};
