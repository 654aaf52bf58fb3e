import { shortened, textWidth } from '../text.ts';
import type { RackGroup } from './alike.ts';
import type { MapNode } from './model.ts';
import type { Net } from './nets.ts';

/** Pixels. */
export const SIZE = {
  row: 34,
  gap: 9,
  track: 6,
  lane: 7,
  side: 7,
  between: 5,
  title: 24,
  label: 12.5,
} as const;

/** From one wire to the next at the upper edge of a device, at most. */
export const SLOT = 9;

/** How wide the part of a server is that is managed on its own. */
export const PART = 33;

/** A net as one rack sees it. */
export interface Demand {
  readonly net: Net;
  readonly nodes: readonly string[];
  /** It goes on above the rack, or below it. */
  readonly up: boolean;
  readonly down: boolean;
}

export interface Cell {
  readonly node: MapNode;
  /** Relative to the inside of the rack. */
  readonly x: number;
  readonly w: number;
  readonly first: boolean;
  readonly last: boolean;
}

/** A rack before it has a place: its rows, which nets run where, how wide it is. Rows are numbered across all racks. */
export interface RackPlan {
  readonly rack: RackGroup;
  readonly title: string;
  readonly rows: ReadonlyMap<number, readonly Cell[]>;
  readonly demands: readonly Demand[];
  /** Nets that run down the sides, from outside to inside. */
  readonly left: readonly string[];
  readonly right: readonly string[];
  /** Nets that reach their devices straight from above or below. */
  readonly direct: ReadonlySet<string>;
  /** Nets that run along above each row. */
  readonly gaps: ReadonlyMap<number, readonly string[]>;
  readonly inside: number;
  readonly width: number;
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

/** How wide a node would like to be; longer names are shortened. */
const wish = (node: MapNode, beside: number): number => {
  const part = node.part ? 34 : 0;
  const badge = node.state ? 17 : 0;
  const text = Math.max(textWidth(node.label, SIZE.label, true), node.note ? textWidth(node.note, 10) : 0);
  return Math.min(beside === 1 ? 210 : 132, Math.max(44, text + 14)) + part + badge;
};

const inRows = (rack: RackGroup): Map<number, MapNode[]> => {
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

const cellsOf = (nodes: readonly MapNode[], inside: number): Cell[] => {
  const w = (inside - SIZE.between * (nodes.length - 1)) / nodes.length;
  return nodes.map((node, at) => ({
    node,
    x: at * (w + SIZE.between),
    w,
    first: at === 0,
    last: at === nodes.length - 1,
  }));
};

const LEFT: ReadonlySet<string> = new Set(['production', 'meta', 'power', 'uplink-production']);
export const isLeft = (net: Net): boolean => LEFT.has(net.stroke);

/** Rows of the rack in which the net has devices. */
const rowsOf = (demand: Demand, rows: ReadonlyMap<number, readonly Cell[]>): number[] =>
  [...rows].filter(([, cells]) => cells.some((c) => demand.nodes.includes(c.node.id))).map(([row]) => row);

/** Whether the net reaches its devices of a row from the side; otherwise along the gap above. */
export const fromSide = (demand: Demand, cells: readonly Cell[]): boolean => {
  const own = cells.filter((cell) => demand.nodes.includes(cell.node.id));
  return own.length === 1 && (isLeft(demand.net) ? own[0]!.first : own[0]!.last);
};

/** What there is to note stays whole; the names before it are shortened. */
const titleIn = (rack: RackGroup, room: number): string => {
  const note = rack.place.note ? `, ${rack.place.note}` : '';
  const label = shortened(rack.place.label, Math.max(30, room - textWidth(note, 12, true)), 12, true);
  return shortened(`${label}${note}`, room, 12, true);
};

const titleText = (rack: RackGroup): string =>
  rack.place.note ? `${rack.place.label}, ${rack.place.note}` : rack.place.label;

/** Straight up only where the wire passes beside the title. */
const straight = (
  demand: Demand,
  all: readonly Demand[],
  rows: ReadonlyMap<number, readonly Cell[]>,
  titleEnd: number,
): boolean => {
  const own = rowsOf(demand, rows);
  const keys = [...rows.keys()];
  if (own.length !== 1) return false;
  if (demand.down) return !demand.up && own[0] === keys.at(-1);
  if (!demand.up || own[0] !== keys[0]) return false;
  const cells = rows.get(keys[0]!)!.filter((cell) => demand.nodes.includes(cell.node.id));
  const cell = cells[0];
  if (!cell || cells.length > 1) return false;
  // What comes from the left meets the device left of the straight wires, where the title does no harm.
  const beside = (one: Demand): boolean => !isLeft(one.net) || (one.up && rowsOf(one, rows).length === 1);
  const wires = all.filter((one) => one.nodes.includes(cell.node.id) && beside(one)).length;
  return cell.x + cell.w - 6 - SLOT * (wires - 1) >= titleEnd + 2;
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
const outerFirst = (rows: ReadonlyMap<number, readonly Cell[]>) => (a: Demand, b: Demand) => {
  const span = (d: Demand): number => {
    const own = rowsOf(d, rows);
    return own.at(-1)! - own[0]!;
  };
  const out = (d: Demand): number => Number(d.up || d.down);
  const order = (d: Demand): number => STROKE_ORDER.indexOf(d.net.stroke);
  return out(b) - out(a) || order(a) - order(b) || span(b) - span(a) || (a.net.id < b.net.id ? -1 : 1);
};

const sidesOf = (
  demands: readonly Demand[],
  rows: ReadonlyMap<number, readonly Cell[]>,
  direct: ReadonlySet<string>,
): Sides => {
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

/** Plans a rack: who stands in which row, and along which sides and gaps the nets run. */
export const planRack = (rack: RackGroup, demands: readonly Demand[]): RackPlan => {
  const nodes = inRows(rack);
  const wanted = [...nodes.values()].map(
    (row) =>
      row.length * Math.max(...row.map((node) => wish(node, row.length))) + SIZE.between * (row.length - 1),
  );
  const wholeTitle = titleText(rack);
  const inside = Math.max(72, Math.min(textWidth(wholeTitle, 12, true), 220), ...wanted);
  const title = titleIn(rack, inside);
  const rows = new Map([...nodes].map(([row, list]) => [row, cellsOf(list, inside)]));
  const titleEnd = textWidth(title, 12, true) + 4;
  const direct = new Set(demands.filter((d) => straight(d, demands, rows, titleEnd)).map((d) => d.net.id));
  const { left, right, gaps } = sidesOf(demands, rows, direct);
  const side = (lanes: readonly string[]) =>
    SIZE.side + (lanes.length > 0 ? lanes.length * SIZE.lane + 2 : 0);
  const width = side(left) + inside + side(right);
  return { rack, title, rows, demands, left, right, direct, gaps, inside, width, titleEnd };
};
