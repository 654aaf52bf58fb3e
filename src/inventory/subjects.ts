import type { Inventory } from './inventory-shape.ts';
import { duplicateName } from './named.ts';
import type { Node } from './node.ts';
import type { Report } from './report.ts';

/** Operators, stations and rendezvous hold certificates by their bare names, so these differ. */
export const checkSubjects = (inventory: Inventory, report: Report): void => {
  const first = new Map<string, Node>();
  const { operators = [], rendezvous = [], stations = [] } = inventory;
  for (const { name, node } of [...operators, ...rendezvous, ...stations]) {
    const before = first.get(name);
    if (before) duplicateName(report, name, node, before);
    else first.set(name, node);
  }
};
