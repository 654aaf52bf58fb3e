import type { Box } from '../svg.ts';
import type { Boxes } from './boxes.ts';
import type { MapNode } from './model.ts';
import { type Demand, fromSide, isLeft, type RackPlan } from './rack-plan.ts';
import { addLine, level, type Scene, upright } from './scene.ts';
import { SIZE } from './sizes.ts';
import { slotsOf } from './slots.ts';

type Lists<T> = Map<string, T[]>;

const push = <T>(lists: Lists<T>, key: string, value: T): void => {
  const list = lists.get(key);
  if (list) list.push(value);
  else lists.set(key, [value]);
};

/** A rack with the boxes of all things. */
interface Placed {
  readonly plan: RackPlan;
  readonly boxes: Boxes;
}

const hasLane = (plan: RackPlan, net: string): boolean => plan.left.includes(net) || plan.right.includes(net);

const laneX = ({ plan, boxes }: Placed, net: string): number => {
  const { x, w } = boxes.get(plan)!;
  const left = plan.left.indexOf(net);
  if (left >= 0) return x + SIZE.side + left * SIZE.lane + 1;
  return x + w - SIZE.side - plan.right.indexOf(net) * SIZE.lane - 1;
};

const nth = (from: number, length: number, at: number, of: number): number =>
  from + (length * (at + 1)) / (of + 1);

const slotsAt = ({ plan, boxes }: Placed, row: number, node: MapNode): Map<string, number> =>
  slotsOf(plan, row, node, boxes.get(node)!, boxes.get(plan)!.x + plan.titleEnd);

/** Where the nets that go straight down leave the lower edge of a device. */
const dropsOf = ({ plan, boxes }: Placed, node: MapNode): [net: string, x: number][] => {
  const { x, w } = boxes.get(node)!;
  const isDrop = (d: Demand): boolean => d.down && plan.direct.has(d.net.id) && d.nodes.includes(node.id);
  const nets = plan.demands.filter(isDrop);
  return nets.map(({ net }, at) => [net.id, nth(x, w, at, nets.length)]);
};

/** Where nets leave a rack above and below. */
export interface Exits {
  readonly ups: ReadonlyMap<string, readonly number[]>;
  readonly downs: ReadonlyMap<string, readonly number[]>;
}

/** The exits of a rack where its boxes are now. */
export const exitsOf = (plan: RackPlan, boxes: Boxes): Exits => {
  const [ups, downs]: [Lists<number>, Lists<number>] = [new Map(), new Map()];
  const rack = { plan, boxes };
  const rows = [...plan.rows];
  for (const [row, nodes] of rows.slice(0, 1))
    for (const node of nodes)
      for (const [net, x] of slotsAt(rack, row, node)) if (plan.direct.has(net)) push(ups, net, x);
  for (const node of rows.at(-1)?.[1] ?? []) for (const [net, x] of dropsOf(rack, node)) push(downs, net, x);
  for (const { net, up, down } of plan.demands.filter((d) => hasLane(plan, d.net.id))) {
    if (up) push(ups, net.id, laneX(rack, net.id));
    if (down) push(downs, net.id, laneX(rack, net.id));
  }
  return { ups, downs };
};

/** A rack while its wires are drawn. */
interface Draft extends Placed {
  readonly scene: Scene;
  readonly box: Box;
  /** Heights at which something joins a net's lane, and places at which its line above a row has branches. */
  readonly onLane: Lists<number>;
  readonly inGap: Lists<number>;
}

/** The first net of a gap runs highest. */
const gapY = ({ plan, boxes }: Placed, row: number, net: string): number => {
  const nets = plan.gaps.get(row)!;
  return boxes.get(plan.rows.get(row)![0]!)!.y - 3 - (nets.length - nets.indexOf(net)) * SIZE.track;
};

/** Wires to the upper edge of a device: straight from above the rack, or from the gap. */
const drawSlots = (draft: Draft, row: number, node: MapNode, slots: ReadonlyMap<string, number>): void => {
  const { y: top } = draft.boxes.get(node)!;
  for (const [net, x] of slots) {
    const straight = draft.plan.direct.has(net);
    const from = straight ? draft.box.y : gapY(draft, row, net);
    addLine(draft.scene, net, upright(x, from, top));
    draft.scene.joints.push({ net, node: node.id, at: [x, top - (straight ? 6 : 3)] });
    if (!straight) push(draft.inGap, `${row} ${net}`, x);
  }
};

/** Wires from the lower edge of a device straight down. */
const drawDrops = (draft: Draft, node: MapNode): void => {
  const { y, h } = draft.boxes.get(node)!;
  for (const [net, x] of dropsOf(draft, node)) {
    addLine(draft.scene, net, upright(x, y + h, draft.box.y + draft.box.h));
    draft.scene.joints.push({ net, node: node.id, at: [x, y + h + 5] });
  }
};

/** Wires from the lanes at one side to the device. */
const drawStubs = (draft: Draft, node: MapNode, nets: readonly string[], left: boolean): void => {
  const lanes = left ? draft.plan.left : draft.plan.right;
  const box = draft.boxes.get(node)!;
  const edge = box.x + (left ? 0 : box.w);
  const sorted = [...nets].sort((a, b) => lanes.indexOf(a) - lanes.indexOf(b));
  sorted.forEach((net, at) => {
    const y = nth(box.y, box.h, at, sorted.length);
    addLine(draft.scene, net, level(y, laneX(draft, net), edge));
    draft.scene.joints.push({ net, node: node.id, at: [edge + (left ? -4 : 4), y] });
    push(draft.onLane, net, y);
  });
};

const drawNode = (draft: Draft, row: number, beside: readonly MapNode[], node: MapNode): void => {
  const { plan } = draft;
  const slots = slotsAt(draft, row, node);
  drawSlots(draft, row, node, slots);
  drawDrops(draft, node);
  const stubs = plan.demands.filter(
    (d) =>
      d.nodes.includes(node.id) && hasLane(plan, d.net.id) && !slots.has(d.net.id) && fromSide(d, beside),
  );
  for (const left of [true, false]) {
    const nets = stubs.filter((d) => isLeft(d.net) === left).map((d) => d.net.id);
    drawStubs(draft, node, nets, left);
  }
};

/** The lines along the gap above a row, each to its lane. */
const drawGap = (draft: Draft, row: number): void => {
  for (const net of draft.plan.gaps.get(row) ?? []) {
    const xs = [...(draft.inGap.get(`${row} ${net}`) ?? [])];
    if (xs.length === 0) continue;
    const y = gapY(draft, row, net);
    if (hasLane(draft.plan, net)) {
      xs.push(laneX(draft, net));
      push(draft.onLane, net, y);
    }
    addLine(draft.scene, net, level(y, ...xs));
  }
};

const drawLane = (draft: Draft, { net, up, down }: Demand): void => {
  const { y, h } = draft.box;
  const ys = [...(draft.onLane.get(net.id) ?? []), ...(up ? [y] : []), ...(down ? [y + h] : [])];
  addLine(draft.scene, net.id, upright(laneX(draft, net.id), ...ys));
};

/** Draws the wires of a rack where its boxes are. */
export const drawRack = (scene: Scene, plan: RackPlan, boxes: Boxes): void => {
  const box = boxes.get(plan)!;
  const draft: Draft = { plan, boxes, box, scene, onLane: new Map(), inGap: new Map() };
  for (const [row, nodes] of plan.rows) {
    for (const node of nodes) drawNode(draft, row, nodes, node);
    drawGap(draft, row);
  }
  for (const demand of plan.demands) if (hasLane(plan, demand.net.id)) drawLane(draft, demand);
};
