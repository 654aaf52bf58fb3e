import type { Point } from '../svg.ts';
import { type Cell, type Demand, fromSide, isLeft, type RackPlan, SIZE } from './rack-plan.ts';
import { addLine, emptyScene, type Scene } from './scene.ts';
import { slotsOf } from './slots.ts';

/** Where the rows of a row of racks lie; the same for all of them, so that like stands beside like. */
export interface RowPlaces {
  /** Top of the gap above the row, and of the row itself. */
  readonly at: ReadonlyMap<number, { readonly gap: number; readonly top: number }>;
  readonly height: number;
}

/** A rack with its wires, and where these leave it above and below. */
export interface RackScene {
  readonly scene: Scene;
  readonly ups: ReadonlyMap<string, readonly number[]>;
  readonly downs: ReadonlyMap<string, readonly number[]>;
}

/** Rows of several racks, each gap as high as the rack needs in which most runs along it. */
export const placeRows = (plans: readonly RackPlan[]): RowPlaces => {
  const rows = [...new Set(plans.flatMap((plan) => [...plan.rows.keys()]))].sort((a, b) => a - b);
  const at = new Map<number, { gap: number; top: number }>();
  let y: number = SIZE.title;
  for (const row of rows) {
    const tracks = Math.max(...plans.map((plan) => plan.gaps.get(row)?.length ?? 0));
    const top = y + SIZE.gap + tracks * SIZE.track;
    at.set(row, { gap: y, top });
    y = top + SIZE.row;
  }
  return { at, height: y + 10 };
};

type Lists<T> = Map<string, T[]>;

const push = <T>(lists: Lists<T>, key: string, value: T): void => {
  const list = lists.get(key);
  if (list) list.push(value);
  else lists.set(key, [value]);
};

/** A rack while it is drawn. */
interface Draft {
  readonly plan: RackPlan;
  readonly rows: RowPlaces;
  readonly innerX: number;
  readonly scene: Scene;
  readonly ups: Lists<number>;
  readonly downs: Lists<number>;
  /** Heights at which something joins a net's lane, and places at which its line above a row has branches. */
  readonly onLane: Lists<number>;
  readonly inGap: Lists<number>;
}

const hasLane = ({ plan }: Draft, net: string): boolean =>
  plan.left.includes(net) || plan.right.includes(net);

const laneX = ({ plan }: Draft, net: string): number => {
  const left = plan.left.indexOf(net);
  if (left >= 0) return SIZE.side + left * SIZE.lane + 1;
  return plan.width - SIZE.side - plan.right.indexOf(net) * SIZE.lane - 1;
};

const gapY = ({ plan, rows }: Draft, row: number, net: string): number =>
  rows.at.get(row)!.gap + SIZE.gap - 3 + plan.gaps.get(row)!.indexOf(net) * SIZE.track;

/** Wires to the upper edge of a device: straight from above the rack, or from the gap. */
const drawSlots = (draft: Draft, row: number, cell: Cell, slots: ReadonlyMap<string, number>): void => {
  const { top } = draft.rows.at.get(row)!;
  for (const [net, at] of slots) {
    const x = draft.innerX + at;
    const straight = draft.plan.direct.has(net);
    addLine(draft.scene, net, [
      [x, straight ? 0 : gapY(draft, row, net)],
      [x, top],
    ]);
    draft.scene.joints.push({ net, node: cell.node.id, at: [x, top - (straight ? 6 : 3)] });
    if (straight) push(draft.ups, net, x);
    else push(draft.inGap, `${row} ${net}`, x);
  }
};

const nth = (from: number, length: number, at: number, of: number): number =>
  from + (length * (at + 1)) / (of + 1);

/** Wires from the lower edge of a device straight down. */
const drawBelow = (draft: Draft, row: number, cell: Cell, own: readonly Demand[]): void => {
  const bottom = draft.rows.at.get(row)!.top + SIZE.row;
  const nets = own.filter((d) => draft.plan.direct.has(d.net.id) && d.down).map((d) => d.net.id);
  nets.forEach((net, at) => {
    const x = nth(draft.innerX + cell.x, cell.w, at, nets.length);
    addLine(draft.scene, net, [
      [x, bottom],
      [x, draft.rows.height],
    ]);
    push(draft.downs, net, x);
    draft.scene.joints.push({ net, node: cell.node.id, at: [x, bottom + 5] });
  });
};

/** Wires from the lanes at one side to the device. */
const drawStubs = (draft: Draft, row: number, cell: Cell, nets: readonly string[], left: boolean): void => {
  const lanes = left ? draft.plan.left : draft.plan.right;
  const edge = draft.innerX + cell.x + (left ? 0 : cell.w);
  const sorted = [...nets].sort((a, b) => lanes.indexOf(a) - lanes.indexOf(b));
  sorted.forEach((net, at) => {
    const y = nth(draft.rows.at.get(row)!.top, SIZE.row, at, sorted.length);
    const points: Point[] = [
      [laneX(draft, net), y],
      [edge, y],
    ];
    addLine(draft.scene, net, points);
    draft.scene.joints.push({ net, node: cell.node.id, at: [edge + (left ? -4 : 4), y] });
    push(draft.onLane, net, y);
  });
};

const drawCell = (draft: Draft, row: number, cells: readonly Cell[], cell: Cell): void => {
  const { plan, scene, innerX, rows } = draft;
  scene.nodes.push({
    node: cell.node,
    box: { x: innerX + cell.x, y: rows.at.get(row)!.top, w: cell.w, h: SIZE.row },
  });
  const slots = slotsOf(plan, row, cell);
  const own = plan.demands.filter((d) => d.nodes.includes(cell.node.id));
  drawSlots(draft, row, cell, slots);
  drawBelow(draft, row, cell, own);
  const stubs = own.filter((d) => hasLane(draft, d.net.id) && !slots.has(d.net.id) && fromSide(d, cells));
  for (const left of [true, false])
    drawStubs(
      draft,
      row,
      cell,
      stubs.filter((d) => isLeft(d.net) === left).map((d) => d.net.id),
      left,
    );
};

/** The lines along the gap above a row, each to its lane. */
const drawGap = (draft: Draft, row: number): void => {
  for (const net of draft.plan.gaps.get(row) ?? []) {
    const xs = [...(draft.inGap.get(`${row} ${net}`) ?? [])];
    if (xs.length === 0) continue;
    const y = gapY(draft, row, net);
    if (hasLane(draft, net)) {
      xs.push(laneX(draft, net));
      push(draft.onLane, net, y);
    }
    addLine(draft.scene, net, [
      [Math.min(...xs), y],
      [Math.max(...xs), y],
    ]);
  }
};

const drawLane = (draft: Draft, { net, up, down }: Demand): void => {
  const x = laneX(draft, net.id);
  const ys = [...(draft.onLane.get(net.id) ?? []), ...(up ? [0] : []), ...(down ? [draft.rows.height] : [])];
  addLine(draft.scene, net.id, [
    [x, Math.min(...ys)],
    [x, Math.max(...ys)],
  ]);
  if (up) push(draft.ups, net.id, x);
  if (down) push(draft.downs, net.id, x);
};

/** Draws a rack from its upper left corner. */
export const drawRack = (plan: RackPlan, rows: RowPlaces): RackScene => {
  const innerX = SIZE.side + (plan.left.length > 0 ? plan.left.length * SIZE.lane + 2 : 0);
  const lists = { ups: new Map(), downs: new Map(), onLane: new Map(), inGap: new Map() };
  const draft: Draft = { plan, rows, innerX, scene: emptyScene(), ...lists };
  const box = { x: 0, y: 0, w: plan.width, h: rows.height };
  draft.scene.racks.push({ place: plan.rack.place, title: plan.title, titleX: innerX, box });
  for (const [row, cells] of plan.rows) {
    for (const cell of cells) drawCell(draft, row, cells, cell);
    drawGap(draft, row);
  }
  for (const demand of plan.demands) if (hasLane(draft, demand.net.id)) drawLane(draft, demand);
  return { scene: draft.scene, ups: draft.ups, downs: draft.downs };
};
