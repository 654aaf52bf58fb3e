import type { Step } from '#model/failure.ts';
import { ALL, ANY, BASE, type FactSystem } from './system.ts';

/** Facts that hold, with the rank at which they were derived. */
export interface Ranked {
  holds(id: number): boolean;
  rank(id: number): number;
}

/** The first support in order of preference that was derived earlier than the fact itself. */
const chosen = (system: FactSystem, state: Ranked, id: number): number | undefined => {
  for (let k = system.start[id]!; k < system.start[id + 1]!; k++) {
    const dep = system.deps[k]!;
    if (state.holds(dep) && state.rank(dep) < state.rank(id)) return dep;
  }
  return undefined;
};

/** Supplies are not steps: which power input carries a box does not change the way to it. */
const isSupply = (system: FactSystem, id: number): boolean => system.name(id).startsWith('powered:');

/**
 * One way to a fact: all the facts that it rests on, read off by rank, in the order in which they are used. Empty when the fact
 * does not hold.
 */
export const pathFacts = (system: FactSystem, state: Ranked, goal: number): number[] => {
  const seen = new Set<number>();
  const order: number[] = [];
  const visit = (id: number): void => {
    if (seen.has(id)) return;
    seen.add(id);
    if (system.kinds[id] === ALL && !isSupply(system, id))
      for (let k = system.start[id]!; k < system.start[id + 1]!; k++) visit(system.deps[k]!);
    if (system.kinds[id] === ANY && !isSupply(system, id)) {
      const dep = chosen(system, state, id);
      if (dep !== undefined) visit(dep);
    }
    order.push(id);
  };
  if (state.holds(goal)) visit(goal);
  return order;
};

/** The steps of a path that a person walks, leaving out what merely must be alive. */
export const pathSteps = (system: FactSystem, facts: readonly number[]): Step[] =>
  facts
    .filter((id) => system.kinds[id] !== BASE && system.steps.has(id))
    .map((id) => ({ text: system.steps.get(id)!, fact: system.name(id) }));
