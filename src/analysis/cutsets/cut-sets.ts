import { ANY, BASE, type FactSystem, solve } from '../facts/system.ts';
import { Algebra } from './algebra.ts';
import { type Classes, classesOf } from './classes.ts';
import { type Family, NEVER, single, widest } from './family.ts';
import { orderOf } from './loops.ts';
import { Terms } from './terms.ts';

/** The minimal cut sets of some facts up to an order, kept as products of classes. */
export interface CutSets {
  readonly order: number;
  readonly classes: Classes;
  readonly algebra: Algebra;
  /** The cut sets of a goal over classes; `NEVER` where it does not hold at all. Worked out when asked, not kept. */
  family(goal: number): Family;
  /** Equal numbers: equal cut sets. -1 where the goal never holds. */
  list(goal: number): number;
  readonly terms: Terms;
}

/**
 * Propagates cut sets from "false everywhere" to the fixed point. All-of unites, any-of multiplies and minimises; for a
 * fixed set of failures the iteration from false reaches the least fixed point, and leaving out what is above the order commutes with
 * both, so the result is exact with loops too. `goals` are the facts that will be asked for.
 *
 * Throws when the network has more classes than sets of that order can be numbered for.
 */
export const cutSets = (system: FactSystem, goals: readonly number[], order: number): CutSets => {
  const kept = new Uint8Array(system.size);
  for (const goal of goals) kept[goal] = 1;
  const classes = classesOf(system, kept);
  if (classes.count > widest(order))
    throw new Error(`${classes.count} classes are too many for order ${order}`);
  const algebra = new Algebra(order, classes.count);
  const terms = new Terms(algebra);
  const { holds } = solve(system, new Set());
  const lists = listsOf(system, goals, holds, classes, terms);
  return {
    order,
    classes,
    algebra,
    terms,
    list: (goal) => lists[goal]!,
    family: (goal) => {
      if (holds[goal] === 0) return NEVER;
      return system.kinds[goal] === BASE ? single(classes.atomOf[goal]!) : terms.family(lists[goal]!);
    },
  };
};

/** The list of each fact that is more than a part of another, loops solved. */
const listsOf = (
  system: FactSystem,
  goals: readonly number[],
  holds: Uint8Array,
  classes: Classes,
  terms: Terms,
): Int32Array => {
  const { facts, loops } = orderOf(system, goals, holds);
  const defining: Defining = { system, holds, classes, terms, lists: new Int32Array(holds.length).fill(-1) };
  const variables = new Map<number, number>();
  for (const loop of loops)
    for (const fact of loop) {
      const term = terms.variable();
      variables.set(fact, term);
      defining.lists[fact] = terms.list(term);
    }
  const definitions = new Map<number, number>();
  for (const fact of facts) {
    if (variables.has(fact)) definitions.set(fact, define(defining, fact));
    else if (classes.whole[fact] === fact) defining.lists[fact] = define(defining, fact);
  }
  for (const loop of loops) settle(terms, loop, variables, definitions);
  return defining.lists;
};

interface Defining {
  readonly system: FactSystem;
  readonly holds: Uint8Array;
  readonly classes: Classes;
  readonly terms: Terms;
  readonly lists: Int32Array;
}

const define = (defining: Defining, fact: number): number =>
  defining.system.kinds[fact] === ANY ? defineAny(defining, fact) : defineAll(defining, fact);

/** Its supports that hold. */
const defineAny = ({ system, holds, lists, classes, terms }: Defining, fact: number): number => {
  const rests: number[] = [];
  for (let k = system.start[fact]!; k < system.start[fact + 1]!; k++) {
    const dep = system.deps[k]!;
    if (holds[dep] === 1)
      rests.push(system.kinds[dep] === BASE ? terms.atom(classes.atomOf[dep]!) : lists[dep]!);
  }
  return terms.any(rests);
};

/** All that it needs, its parts taken apart. */
const defineAll = ({ system, lists, classes, terms }: Defining, fact: number): number => {
  const parts = [fact];
  for (let part = parts.pop(); part !== undefined; part = parts.pop())
    for (let k = system.start[part]!; k < system.start[part + 1]!; k++) {
      const dep = system.deps[k]!;
      if (system.kinds[dep] === BASE) terms.gatherAtom(classes.atomOf[dep]!);
      else if (lists[dep]! < 0) parts.push(dep);
      else terms.gatherList(lists[dep]!);
    }
  return terms.all();
};

/** Iterates the variables of a loop from "never" until nothing changes. */
const settle = (
  terms: Terms,
  loop: readonly number[],
  variables: ReadonlyMap<number, number>,
  definitions: ReadonlyMap<number, number>,
): void => {
  let changed = true;
  while (changed) {
    changed = false;
    for (const fact of loop)
      if (terms.set(variables.get(fact)!, terms.family(definitions.get(fact)!))) changed = true;
  }
};
