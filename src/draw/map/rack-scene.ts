import type { Point } from '../svg.ts';
import { type Cell, type Demand, fromSide, isLeft, type RackPlan, SIZE } from './rack-plan.ts';
import { addLine, emptyScene, type Scene } from './scene.ts';

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

/** Rows of several racks, lowest at the bottom; each gap is as high as the rack that runs most along it needs. */
export const placeRows = (plans: readonly RackPlan[]): RowPlaces => {
  const rows = [...new Set(plans.flatMap((plan) => [...plan.rows.keys()]))].sort((a, b) => a - b);
  const at = new Map<number, { gap: number; top: number }>();
  let y = SIZE.title;
  for (const row of rows) {
    const tracks = Math.max(...plans.map((plan) => plan.gaps.get(row)?.length ?? 0));
    const top = y + SIZE.gap + tracks * SIZE.track;
    at.set(row, { gap: y, top });
    y = top + SIZE.row;
  }
  return { at, height: y + 10 };
};

/** Where each net meets the upper edge of a cell: those from the left first, straight ones right of the title. */
const slotsOf = (plan: RackPlan, row: number, cell: Cell): Map<string, number> => {
  const own = plan.demands.filter((d) => d.nodes.includes(cell.node.id));
  const isDirect = (d: Demand): boolean => plan.direct.has(d.net.id) && d.up;
  const inGap = (d: Demand): boolean => plan.gaps.get(row)?.includes(d.net.id) === true;
  const order = (d: Demand): number => (isDirect(d) ? 1 : isLeft(d.net) ? 0 : 2);
  const nets = own.filter((d) => isDirect(d) || inGap(d)).sort((a, b) => order(a) - order(b));
  const step = Math.min(9, (cell.w - 10) / Math.max(1, nets.length));
  const centred = cell.x + cell.w / 2 - (step * (nets.length - 1)) / 2;
  const passing = nets.some(isDirect) ? plan.titleEnd + 2 - step * nets.findIndex(isDirect) : 0;
  const start = Math.min(Math.max(centred, passing), cell.x + cell.w - 6 - step * (nets.length - 1));
  return new Map(nets.map((d, at) => [d.net.id, start + at * step]));
};

const nth = (from: number, length: number, at: number, of: number): number =>
  from + (length * (at + 1)) / (of + 1);

/** Draws a rack at 0,0. */
export const drawRack = (plan: RackPlan, rows: RowPlaces): RackScene => {
  const scene = emptyScene();
  const innerX = SIZE.side + (plan.left.length > 0 ? plan.left.length * SIZE.lane + 2 : 0);
  const box = { x: 0, y: 0, w: plan.width, h: rows.height };
  scene.racks.push({ place: plan.rack.place, title: plan.title, titleX: innerX, box });
  const laneX = (net: string): number => {
    const left = plan.left.indexOf(net);
    if (left >= 0) return SIZE.side + left * SIZE.lane + 1;
    return plan.width - SIZE.side - plan.right.indexOf(net) * SIZE.lane - 1;
  };
  const hasLane = (net: string): boolean => plan.left.includes(net) || plan.right.includes(net);
  const ups = new Map<string, number[]>();
  const downs = new Map<string, number[]>();
  const reached = new Map<string, Point[]>();
  const reach = (net: string, point: Point): void => {
    reached.set(net, [...(reached.get(net) ?? []), point]);
  };
  const joint = (net: string, node: string, at: Point): void => {
    scene.joints.push({ net, node, at });
  };
  for (const [row, cells] of plan.rows) {
    const { gap, top } = rows.at.get(row)!;
    for (const cell of cells) {
      const left = innerX + cell.x;
      scene.nodes.push({ node: cell.node, box: { x: left, y: top, w: cell.w, h: SIZE.row } });
      const slots = slotsOf(plan, row, cell);
      const mine = plan.demands.filter((d) => d.nodes.includes(cell.node.id));
      for (const [net, x] of slots) {
        if (plan.direct.has(net)) {
          addLine(scene, net, [
            [innerX + x, 0],
            [innerX + x, top],
          ]);
          ups.set(net, [...(ups.get(net) ?? []), innerX + x]);
          joint(net, cell.node.id, [innerX + x, top - 6]);
          continue;
        }
        const y = gap + SIZE.gap - 3 + plan.gaps.get(row)!.indexOf(net) * SIZE.track;
        addLine(scene, net, [
          [innerX + x, y],
          [innerX + x, top],
        ]);
        joint(net, cell.node.id, [innerX + x, top - 3]);
        reach(`${net}\n${row}`, [innerX + x, y]);
      }
      const below = mine.filter((d) => plan.direct.has(d.net.id) && d.down);
      below.forEach((d, at) => {
        const x = nth(left, cell.w, at, below.length);
        addLine(scene, d.net.id, [
          [x, top + SIZE.row],
          [x, rows.height],
        ]);
        downs.set(d.net.id, [...(downs.get(d.net.id) ?? []), x]);
        joint(d.net.id, cell.node.id, [x, top + SIZE.row + 5]);
      });
      for (const leftSide of [true, false]) {
        const stubs = mine.filter(
          (d) =>
            isLeft(d.net) === leftSide && hasLane(d.net.id) && !slots.has(d.net.id) && fromSide(d, cells),
        );
        // The lane nearest to the device meets it lowest, so that the stubs of the others do not cross it.
        stubs.sort((a, b) => {
          const lanes = leftSide ? plan.left : plan.right;
          return lanes.indexOf(a.net.id) - lanes.indexOf(b.net.id);
        });
        stubs.forEach((d, at) => {
          const y = nth(top, SIZE.row, at, stubs.length);
          const edge = leftSide ? left : left + cell.w;
          addLine(scene, d.net.id, [
            [laneX(d.net.id), y],
            [edge, y],
          ]);
          joint(d.net.id, cell.node.id, [edge + (leftSide ? -4 : 4), y]);
          reach(d.net.id, [laneX(d.net.id), y]);
        });
      }
    }
    for (const net of plan.gaps.get(row) ?? []) {
      const drops = (reached.get(`${net}\n${row}`) ?? []).map(([x]) => x);
      if (drops.length === 0) continue;
      const y = reached.get(`${net}\n${row}`)![0]![1];
      if (hasLane(net)) {
        drops.push(laneX(net));
        reach(net, [laneX(net), y]);
      }
      addLine(scene, net, [
        [Math.min(...drops), y],
        [Math.max(...drops), y],
      ]);
    }
  }
  for (const { net, up, down } of plan.demands) {
    if (!hasLane(net.id)) continue;
    const ys = (reached.get(net.id) ?? []).map(([, y]) => y);
    if (up) ys.push(0);
    if (down) ys.push(rows.height);
    const x = laneX(net.id);
    addLine(scene, net.id, [
      [x, Math.min(...ys)],
      [x, Math.max(...ys)],
    ]);
    if (up) ups.set(net.id, [...(ups.get(net.id) ?? []), x]);
    if (down) downs.set(net.id, [...(downs.get(net.id) ?? []), x]);
  }
  return { scene, ups, downs };
};
