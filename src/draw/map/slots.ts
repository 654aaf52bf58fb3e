import type { Box } from '../svg.ts';
import type { MapNode } from './model.ts';
import { type Demand, isLeft, type RackPlan } from './rack-plan.ts';
import { PART, SLOT } from './sizes.ts';

/** What is not production ends on the part of a server that is managed on its own. */
const onPart = (node: MapNode, box: Box, demands: readonly Demand[], slots: Map<string, number>): void => {
  const parted = node.part ? demands.filter((d) => !isLeft(d.net)) : [];
  parted.forEach((d, at) => {
    slots.set(d.net.id, box.x + box.w - PART + (PART * (at + 1)) / (parted.length + 1));
  });
};

/** Where nets meet the upper edge of a device: first those from the left, then straight ones. `titleEnd`: where the title ends. */
export const slotsOf = (
  plan: RackPlan,
  row: number,
  node: MapNode,
  box: Box,
  titleEnd: number,
): Map<string, number> => {
  const straight = (d: Demand): boolean => plan.direct.has(d.net.id) && d.up;
  const inGap = (d: Demand): boolean => plan.gaps.get(row)?.includes(d.net.id) === true;
  const order = (d: Demand): number => (straight(d) ? 1 : isLeft(d.net) ? 0 : 2);
  const demands = plan.demands
    .filter((d) => d.nodes.includes(node.id) && (straight(d) || inGap(d)))
    .sort((a, b) => order(a) - order(b));
  const last = demands.length - 1;
  const step = Math.min(SLOT, (box.w - 10) / Math.max(1, demands.length));
  const centred = box.x + box.w / 2 - (step * last) / 2;
  // Straight ones pass the title of the rack at its right.
  const first = demands.findIndex(straight);
  const passing = first < 0 ? 0 : titleEnd + 2 - step * first;
  const start = Math.min(Math.max(centred, passing), box.x + box.w - 6 - step * last);
  const slots = new Map(demands.map((d, at) => [d.net.id, start + at * step] as const));
  onPart(node, box, demands, slots);
  return slots;
};
