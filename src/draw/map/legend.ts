import { STATES } from '#model/failure.ts';
import { INK, PAINTS, STROKES, type StrokeName } from '../look.ts';
import { element, rect, textAt } from '../svg.ts';
import { textWidth } from '../text.ts';
import type { MapModel } from './model.ts';
import type { Net } from './nets.ts';
import type { Page } from './page-model.ts';
import { crossAt, stateSign } from './paint-nodes.ts';

/** A sign and what it means; the sign is drawn in 30 by 14 pixels around the middle line. */
export interface LegendItem {
  readonly sign: (x: number, y: number) => string;
  readonly text: string;
}

const ROW = 24;
const SIGN = 40;

const strokeItem = (name: StrokeName): LegendItem => {
  const { colour, width, means, ...rest } = STROKES[name];
  const dash = 'dash' in rest ? rest.dash : undefined;
  const tip =
    'arrow' in rest
      ? (x: number, y: number) => element('path', { d: `M${x + 32} ${y}l-8 -4.5v9z`, fill: colour })
      : () => '';
  return {
    text: means,
    sign: (x, y) =>
      element('path', {
        d: `M${x} ${y}h${'arrow' in rest ? 26 : 32}`,
        stroke: colour,
        'stroke-width': width,
        'stroke-dasharray': dash,
      }) + tip(x, y),
  };
};

const boxItem = (text: string, label: string, dash?: string): LegendItem => ({
  text,
  sign: (x, y) =>
    rect(
      { x, y: y - 9, w: 32, h: 18 },
      { rx: 4, fill: PAINTS.management.fill, stroke: PAINTS.management.stroke, 'stroke-dasharray': dash },
    ) +
    textAt(x + 16, y + 3.6, label, { size: 10, fill: PAINTS.management.text, bold: true, anchor: 'middle' }),
});

const signItems = (model: MapModel): LegendItem[] => {
  const has = (like: (node: MapModel['nodes'][number]) => boolean) => model.nodes.some(like);
  const stack = (x: number, y: number) =>
    rect(
      { x: x + 6, y: y - 5, w: 20, h: 13 },
      { rx: 3, fill: PAINTS.production.fill, stroke: PAINTS.production.stroke },
    ) +
    rect(
      { x: x + 3, y: y - 8, w: 20, h: 13 },
      { rx: 3, fill: PAINTS.production.fill, stroke: PAINTS.production.stroke },
    );
  const items: readonly (readonly [boolean, LegendItem])[] = [
    [has((n) => n.part === 'BMC'), boxItem('power and console of its own', 'BMC')],
    [has((n) => n.part === 'ns'), boxItem('management in a network namespace', 'ns', '3 2')],
    [
      has((n) => (n.consoles ?? []).length > 0),
      {
        text: 'serial console, cabled to a console server',
        sign: (x, y) => rect({ x: x + 12, y: y - 4, w: 8, h: 8 }, { fill: INK.strong }),
      },
    ],
    [
      has((n) => n.members.length > 1 && n.place !== 'internet'),
      { text: 'several that are alike', sign: stack },
    ],
  ];
  return items.flatMap(([there, item]) => (there ? [item] : []));
};

const STATE_TEXT = {
  unaffected: 'unaffected',
  'other-path': 'another path is left',
  lost: 'a way in is lost',
  never: 'never had one',
} as const;

/** The signs of a picture with failures. */
export const stateItems: readonly LegendItem[] = [
  { text: 'failed', sign: (x, y) => crossAt(x + 16, y) },
  ...STATES.map(
    (state): LegendItem => ({ text: STATE_TEXT[state], sign: (x, y) => stateSign(state, x + 16, y) }),
  ),
];

export interface Legend {
  readonly body: readonly string[];
  readonly height: number;
}

/** Signs and what they mean in columns, from `y` on. */
export const legendOf = (items: readonly LegendItem[], width: number, y: number): Legend => {
  const column = Math.max(...items.map((item) => textWidth(item.text, 12)), 100) + SIGN + 22;
  const columns = Math.max(1, Math.min(items.length, Math.floor((width - 40) / column)));
  const body = items.map(({ sign, text }, at) => {
    const x = 24 + (at % columns) * ((width - 40) / columns);
    const middle = y + 14 + Math.floor(at / columns) * ROW;
    return element(
      'g',
      {},
      sign(x, middle) + textAt(x + SIGN, middle + 4, text, { size: 12, fill: INK.plain }),
    );
  });
  return { body, height: items.length === 0 ? 0 : Math.ceil(items.length / columns) * ROW + 10 };
};

/** What is used in the map, explained; from `y` on. */
export const mapLegend = (model: MapModel, page: Page, nets: readonly Net[], y: number): Legend => {
  const used = new Set<StrokeName>([
    ...nets.filter((net) => page.scene.lines.has(net.id)).map((net) => net.stroke),
    ...page.buses.map(({ bus }) => bus.stroke),
  ]);
  const strokes = (Object.keys(STROKES) as StrokeName[]).filter((name) => used.has(name)).map(strokeItem);
  return legendOf([...strokes, ...signItems(model), ...(model.whatIf ? stateItems : [])], page.width, y);
};
