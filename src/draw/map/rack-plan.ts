import { type Fitted, fitted, inTwo, textWidth } from '../text.ts';
import type { RackGroup } from './alike.ts';
import { type Boxes, boxesOf, type Tree } from './boxes.ts';
import type { MapNode } from './model.ts';
import type { Net } from './nets.ts';
import { PART, SIZE, SLOT } from './sizes.ts';

/** Size of a rack's title, and the most that it makes a rack wider. */
const TITLE = 12;
const MOST_TITLE = 260;

/** A net as one rack sees it. */
export interface Demand {
  readonly net: Net;
  readonly nodes: readonly string[];
  /** It goes on above the rack, or below it. */
  readonly up: boolean;
  readonly down: boolean;
}

type Rows = ReadonlyMap<number, readonly MapNode[]>;

/** A rack before it has a place: its rows, which nets run where, how wide it is. Rows are numbered across all racks. */
export interface RackPlan {
  readonly rack: RackGroup;
  /** One line or two. */
  readonly title: readonly Fitted[];
  readonly rows: Rows;
  readonly demands: readonly Demand[];
  /** Nets that run down the sides, from outside to inside. */
  readonly left: readonly string[];
  readonly right: readonly string[];
  /** Nets that reach their devices straight from above or below. */
  readonly direct: ReadonlySet<string>;
  /** Nets that run along above each row. */
  readonly gaps: ReadonlyMap<number, readonly string[]>;
  readonly w: number;
  /** From where to where the title reaches. */
  readonly titleX: number;
  readonly titleEnd: number;
}

/** From top to bottom, as one would mount them. */
const SECTIONS: readonly (readonly string[])[] = [
  ['router', 'gateway'],
  ['jumphost', 'console-server', 'rendezvous'],
  ['switch'],
  ['management-switch'],
  ['meta-switch'],
  ['server'],
  ['pdu'],
];
const ROWS_OF_A_SECTION = 1000;

/** How wide a node is at least; longer names get smaller or are shortened. */
const wish = (node: MapNode, beside: number): number => {
  const part = node.part ? PART + 1 : 0;
  const badge = node.state ? SIZE.badge : 0;
  const text = Math.max(textWidth(node.label, SIZE.label, true), node.note ? textWidth(node.note, 10) : 0);
  return Math.min(beside === 1 ? 230 : 140, Math.max(44, text + 14)) + part + badge;
};

const inSections = (rack: RackGroup): Map<number, MapNode[]> => {
  const rows = new Map<number, MapNode[]>();
  const bySection = SECTIONS.map((roles) => rack.nodes.filter((node) => roles.includes(node.kind)));
  const widest = Math.min(4, Math.max(2, bySection[0]!.length));
  bySection.forEach((nodes, section) => {
    // Servers have wires on both sides, so they stand alone unless they are very many.
    const most = section === 5 && nodes.length <= 12 ? 1 : widest;
    const sorted =
      section === 0 ? [...nodes].sort((a, b) => (a.kind > b.kind ? -1 : a.kind < b.kind ? 1 : 0)) : nodes;
    for (let at = 0; at < sorted.length; at += most)
      rows.set(section * ROWS_OF_A_SECTION + at / most, sorted.slice(at, at + most));
  });
  return rows;
};

/** A row of devices, as wide as the widest needs. */
const rowTree = (nodes: readonly MapNode[]): Tree => {
  const minW = Math.max(...nodes.map((node) => wish(node, nodes.length)));
  const inside = nodes.map((of) => ({ of, grow: true, minW }));
  return { flow: 'row', gap: SIZE.between, h: SIZE.row, inside };
};

const LEFT: ReadonlySet<string> = new Set(['production', 'meta', 'power', 'uplink-production']);
export const isLeft = (net: Net): boolean => LEFT.has(net.stroke);

/** Rows of the rack in which the net has devices. */
const rowsOf = (demand: Demand, rows: Rows): number[] =>
  [...rows].filter(([, nodes]) => nodes.some((node) => demand.nodes.includes(node.id))).map(([row]) => row);

/** Whether the net reaches its devices of a row from the side; otherwise along the gap above. */
export const fromSide = (demand: Demand, row: readonly MapNode[]): boolean => {
  const own = row.filter((node) => demand.nodes.includes(node.id));
  return own.length === 1 && own[0] === (isLeft(demand.net) ? row[0] : row.at(-1));
};

const titleIn = (rack: RackGroup, room: number): Fitted[] => {
  const whole = fitted(titleText(rack), room, TITLE, true);
  return whole.cut ? inTwo(titleText(rack)).map((part) => fitted(part, room, 10, true)) : [whole];
};

/** The title of a rack, whole. */
export const titleText = (rack: RackGroup): string =>
  rack.place.note ? `${rack.place.label}, ${rack.place.note}` : rack.place.label;

/** Straight up only where the wire passes beside the title. */
const straight = (
  demand: Demand,
  all: readonly Demand[],
  rows: Rows,
  boxes: Boxes,
  titleEnd: number,
): boolean => {
  const own = rowsOf(demand, rows);
  const keys = [...rows.keys()];
  if (own.length !== 1) return false;
  if (demand.down) return !demand.up && own[0] === keys.at(-1);
  if (!demand.up || own[0] !== keys[0]) return false;
  const nodes = rows.get(keys[0]!)!.filter((node) => demand.nodes.includes(node.id));
  const box = boxes.get(nodes[0]!)!;
  if (nodes.length > 1) return false;
  // What comes from the left meets the device left of the straight wires, where the title does no harm.
  const beside = (one: Demand): boolean => !isLeft(one.net) || (one.up && rowsOf(one, rows).length === 1);
  const wires = all.filter((one) => one.nodes.includes(nodes[0]!.id) && beside(one)).length;
  return box.x + box.w - 6 - SLOT * (wires - 1) >= titleEnd + 2;
};

interface Sides {
  readonly left: string[];
  readonly right: string[];
  readonly gaps: Map<number, string[]>;
}

const STROKE_ORDER = [
  'power',
  'uplink-production',
  'production',
  'meta',
  'uplink',
  'uplink-mobile',
  'interlink',
  'management',
];

/** Those that go on outside run outermost, then the long ones: fewest wires cross so. */
const outerFirst = (rows: Rows) => (a: Demand, b: Demand) => {
  const span = (d: Demand): number => {
    const own = rowsOf(d, rows);
    return own.at(-1)! - own[0]!;
  };
  const out = (d: Demand): number => Number(d.up || d.down);
  const order = (d: Demand): number => STROKE_ORDER.indexOf(d.net.stroke);
  return out(b) - out(a) || order(a) - order(b) || span(b) - span(a) || (a.net.id < b.net.id ? -1 : 1);
};

const sidesOf = (demands: readonly Demand[], rows: Rows, direct: ReadonlySet<string>): Sides => {
  const sides: Sides = { left: [], right: [], gaps: new Map() };
  for (const demand of [...demands].sort(outerFirst(rows))) {
    if (direct.has(demand.net.id)) continue;
    const own = rowsOf(demand, rows);
    if (demand.up || demand.down || own.length > 1)
      (isLeft(demand.net) ? sides.left : sides.right).push(demand.net.id);
    for (const row of own)
      if (!fromSide(demand, rows.get(row)!) || (own.length === 1 && demand.nodes.length > 1))
        sides.gaps.set(row, [...(sides.gaps.get(row) ?? []), demand.net.id]);
  }
  return sides;
};

/** How wide the side of a rack is in which these lanes run. */
const sideWidth = (lanes: readonly string[]): number =>
  SIZE.side + (lanes.length > 0 ? lanes.length * SIZE.lane + 2 : 0);

/** Plans a rack: who stands in which row, and along which sides and gaps the nets run. */
export const planRack = (rack: RackGroup, demands: readonly Demand[]): RackPlan => {
  const rows = inSections(rack);
  const minW = Math.max(72, Math.min(textWidth(titleText(rack), TITLE, true), MOST_TITLE));
  const boxes = boxesOf({ of: rack, minW, inside: [...rows.values()].map(rowTree) });
  const inside = boxes.get(rack)!.w;
  const title = titleIn(rack, inside);
  const titleEnd = Math.max(...title.map(({ text, size }) => textWidth(text, size, true))) + 4;
  const direct = new Set(
    demands.filter((d) => straight(d, demands, rows, boxes, titleEnd)).map((d) => d.net.id),
  );
  const { left, right, gaps } = sidesOf(demands, rows, direct);
  const titleX = sideWidth(left);
  return {
    ...{ rack, title, rows, demands, left, right, direct, gaps },
    w: titleX + inside + sideWidth(right),
    titleX,
    titleEnd: titleX + titleEnd,
  };
};

/** The boxes of a rack beside others: every rack has every row, and each gap is as high as the rack needs in which most runs. */
export const rackTree = (plan: RackPlan, beside: readonly RackPlan[]): Tree => {
  const rows = [...new Set(beside.flatMap((one) => [...one.rows.keys()]))].sort((a, b) => a - b);
  const tracks = (row: number): number => Math.max(...beside.map((one) => one.gaps.get(row)?.length ?? 0));
  const inside = rows.flatMap((row): Tree[] => [
    { h: SIZE.gap + tracks(row) * SIZE.track },
    rowTree(plan.rows.get(row) ?? []),
  ]);
  const pad = [SIZE.title, sideWidth(plan.right), 10, sideWidth(plan.left)] as const;
  return { of: plan, w: plan.w, pad, inside };
};
