import { FAILED, INK, PAINTS, type Paint } from '../look.ts';
import { type Box, element, pathThrough, rect, svgDocument, textAt, titleOf } from '../svg.ts';
import { counted, shortened, textWidth } from '../text.ts';
import type { DrawnWay, WayModel } from './way-model.ts';

const BOX = 54;
const ARROW = 26;
const LEFT = 24;
const COLUMN_GAP = 28;
const TOP = 84;
const LOST: Paint = { fill: '#fff1ef', stroke: FAILED, text: FAILED };

interface Stop {
  readonly text: string;
  readonly note: string;
  readonly paint: Paint;
  readonly number?: number;
}

const BANDS = {
  oob: 'out of band',
  'in-band': 'in band: counts for nothing when production is down',
  none: 'no way',
} as const;

const stopsOf = (way: DrawnWay, model: WayModel): Stop[] => {
  const operator = {
    text: 'operator',
    note: model.from.length > 0 ? `from ${model.from.join(' or ')}` : 'outside',
    paint: PAINTS.people,
  };
  if (way.band === 'none')
    return [
      operator,
      {
        text: `no way to ${way.verb}`,
        note: way.changed ? 'none is left' : 'it never had one',
        paint: LOST,
      },
    ];
  const paint = way.band === 'oob' ? PAINTS.management : PAINTS.production;
  const steps = way.steps.map((step, at) => ({ text: step.text, note: step.fact, paint, number: at + 1 }));
  return [operator, ...steps, { text: model.device, note: `${way.verb} in hand`, paint: PAINTS.production }];
};

const drawStop = (stop: Stop, box: Box): string => {
  const { fill, stroke, text } = stop.paint;
  const start = box.x + (stop.number === undefined ? 14 : 40);
  const room = box.x + box.w - start - 10;
  const disc =
    stop.number === undefined
      ? ''
      : element('circle', { cx: box.x + 20, cy: box.y + box.h / 2, r: 11, fill: text }) +
        textAt(box.x + 20, box.y + box.h / 2 + 4.5, String(stop.number), {
          size: 12,
          fill: '#ffffff',
          bold: true,
          anchor: 'middle',
        });
  return element(
    'g',
    {},
    titleOf(`${stop.text}; ${stop.note}`) +
      rect(box, { rx: 8, fill, stroke, 'stroke-width': 1.4 }) +
      disc +
      textAt(start, box.y + 23, shortened(stop.text, room, 13.5, true), {
        size: 13.5,
        fill: text,
        bold: true,
      }) +
      textAt(start, box.y + 42, shortened(stop.note, room, 11.5), { size: 11.5, fill: text }),
  );
};

const arrow = (x: number, y: number): string =>
  element('path', {
    d: pathThrough([
      [x, y],
      [x, y + ARROW - 7],
    ]),
    stroke: INK.plain,
    'stroke-width': 1.8,
  }) + element('path', { d: `M${x} ${y + ARROW - 1}l-5 -9h10z`, fill: INK.plain });

const columnWidth = (stops: readonly Stop[], way: DrawnWay): number =>
  Math.min(
    660,
    Math.max(
      250,
      textWidth(subtitle(way), 12) + 8,
      ...stops.map((stop) => Math.max(textWidth(stop.text, 13.5, true), textWidth(stop.note, 11.5)) + 64),
    ),
  );

const subtitle = (way: DrawnWay): string =>
  way.band === 'none'
    ? BANDS.none
    : `${BANDS[way.band]}; rests on ${counted(way.restsOn.length, 'thing')} that can fail`;

const drawColumn = (way: DrawnWay, stops: readonly Stop[], x: number, w: number): string[] => {
  const head = `${way.verb}${way.changed && way.band !== 'none' ? ', by another way than usual' : ''}`;
  return [
    textAt(x, TOP, shortened(head, w, 15, true), {
      size: 15,
      fill: way.band === 'none' ? FAILED : INK.strong,
      bold: true,
    }),
    textAt(x, TOP + 18, shortened(subtitle(way), w, 12), { size: 12, fill: INK.plain }),
    ...stops.flatMap((stop, at) => {
      const y = TOP + 32 + at * (BOX + ARROW);
      const box = drawStop(stop, { x, y, w, h: BOX });
      return at === stops.length - 1 ? [box] : [box, arrow(x + w / 2, y + BOX)];
    }),
  ];
};

/** The ways side by side, each from the operator down to the device. */
export const waySvg = (model: WayModel): string => {
  const columns = model.ways.map((way) => ({ way, stops: stopsOf(way, model) }));
  let x = LEFT;
  const placed = columns.map((column) => {
    const own = { ...column, x, w: columnWidth(column.stops, column.way) };
    x += own.w + COLUMN_GAP;
    return own;
  });
  const width = Math.max(420, x - COLUMN_GAP + LEFT);
  const longest = Math.max(1, ...columns.map(({ stops }) => stops.length));
  const failed = model.failures.length > 0 ? `with ${model.failures.join(', ')}` : 'with nothing failed';
  const said = model.ways.map(
    (way) => `${way.verb}: ${way.steps.map((step) => step.text).join(', then ') || 'no way'}`,
  );
  return svgDocument({
    width,
    height: TOP + 32 + longest * (BOX + ARROW) - ARROW + 24,
    title: `Way in to ${model.device} of ${model.network}`,
    description: `${failed}. ${said.join('. ')}.`,
    body: [
      textAt(LEFT, 34, shortened(model.device, width - 48, 21, true), {
        size: 21,
        fill: INK.strong,
        bold: true,
      }),
      textAt(LEFT, 55, shortened(failed, width - 48, 12.5), {
        size: 12.5,
        fill: model.failures.length > 0 ? FAILED : INK.plain,
      }),
      ...placed.flatMap((one) => drawColumn(one.way, one.stops, one.x, one.w)),
    ],
  });
};
