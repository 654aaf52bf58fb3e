import { BASE, type FactSystem } from '../facts/system.ts';

/** Facts in an order of evaluation, and where loops have to be cut for it. */
export interface Order {
  /** Derived facts, each after what it rests on, except for the variables. */
  readonly facts: Uint32Array;
  /**
   * Facts that close a loop, by loop (a strongly connected component), loops that others rest on first. With these given, the rest
   * is free of loops.
   */
  readonly loops: readonly (readonly number[])[];
}

/**
 * Orders what the goals rest on, facts that do not hold left out: the order in which a depth-first search leaves them, the
 * targets of its back edges being the variables. Loops are told apart as Tarjan (1972) does, with a stack of its own: a chain of
 * facts may be longer than the call stack.
 */
export const orderOf = (system: FactSystem, goals: Iterable<number>, holds: Uint8Array): Order => {
  const search = new Search(system, holds);
  for (const goal of goals) search.from(goal);
  return { facts: search.left.slice(0, search.done), loops: search.loops };
};

class Search {
  readonly left: Uint32Array;
  readonly loops: number[][] = [];
  done = 0;
  private readonly index: Uint32Array;
  private readonly low: Uint32Array;
  private readonly next: Uint32Array;
  private readonly onPath: Uint8Array;
  private readonly onStack: Uint8Array;
  private readonly closes: Uint8Array;
  private readonly stack: number[] = [];
  private readonly path: number[] = [];
  private entered = 0;

  private readonly system: FactSystem;
  private readonly holds: Uint8Array;

  constructor(system: FactSystem, holds: Uint8Array) {
    this.system = system;
    this.holds = holds;
    const size = holds.length;
    this.left = new Uint32Array(size);
    this.index = new Uint32Array(size);
    this.low = new Uint32Array(size);
    this.next = new Uint32Array(size);
    this.onPath = new Uint8Array(size);
    this.onStack = new Uint8Array(size);
    this.closes = new Uint8Array(size);
  }

  from(goal: number): void {
    if (this.holds[goal] === 0 || this.index[goal] !== 0 || this.system.kinds[goal] === BASE) return;
    this.enter(goal);
    while (this.path.length > 0) this.step(this.path[this.path.length - 1]!);
  }

  private enter(id: number): void {
    this.index[id] = this.low[id] = ++this.entered;
    this.next[id] = this.system.start[id]!;
    this.onPath[id] = this.onStack[id] = 1;
    this.stack.push(id);
    this.path.push(id);
  }

  private step(id: number): void {
    if (this.next[id]! >= this.system.start[id + 1]!) {
      this.leave(id);
      return;
    }
    const dep = this.system.deps[this.next[id]!++]!;
    if (this.holds[dep] === 0 || this.system.kinds[dep] === BASE) return;
    if (this.index[dep] === 0) {
      this.enter(dep);
      return;
    }
    if (this.onPath[dep] === 1) this.closes[dep] = 1;
    if (this.onStack[dep] === 1 && this.index[dep]! < this.low[id]!) this.low[id] = this.index[dep]!;
  }

  private leave(id: number): void {
    this.path.pop();
    this.onPath[id] = 0;
    this.left[this.done++] = id;
    const caller = this.path[this.path.length - 1];
    if (caller !== undefined && this.low[id]! < this.low[caller]!) this.low[caller] = this.low[id]!;
    if (this.low[id] === this.index[id]) this.closeComponent(id);
  }

  private closeComponent(root: number): void {
    const variables: number[] = [];
    let member: number;
    do {
      member = this.stack.pop()!;
      this.onStack[member] = 0;
      if (this.closes[member] === 1) variables.push(member);
    } while (member !== root);
    if (variables.length > 0) this.loops.push(variables);
  }
}
