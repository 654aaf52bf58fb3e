import { must } from '#base/result.ts';

/**
 * A monotone system of facts: a fact is *all of* or *any of* others, or a base fact that can fail. Loops are normal;
 * the meaning is the least fixed point. A base fact stands for one failure that has not happened.
 */
export interface FactSystem {
  readonly names: readonly string[];
  readonly kinds: Uint8Array;
  /** Facts that fact i rests on are `deps[start[i]] … deps[start[i + 1] - 1]`, in order of preference. */
  readonly start: Uint32Array;
  readonly deps: Uint32Array;
  /** The reverse: who rests on fact i. */
  readonly usersStart: Uint32Array;
  readonly users: Uint32Array;
  readonly steps: ReadonlyMap<number, string>;
  readonly mechanisms: ReadonlyMap<number, string>;
  id(name: string): number | undefined;
}

export const BASE = 0;
export const ALL = 1;
export const ANY = 2;
/** Named by another fact and not defined yet. */
const OPEN = -1;

/** Collects facts by name, in any order, and seals them into a system. */
export class FactBuilder {
  private readonly ids = new Map<string, number>();
  private readonly names: string[] = [];
  /** By fact: its kind, or `OPEN`; its dependencies are `pool[first] … pool[first + size - 1]`. A million facts cost little so. */
  private readonly kindOf: number[] = [];
  private readonly first: number[] = [];
  private readonly size: number[] = [];
  private pool = new Uint32Array(1024);
  private used = 0;
  private readonly steps = new Map<number, string>();
  private readonly mechanisms = new Map<number, string>();

  private intern(name: string): number {
    const known = this.ids.get(name);
    if (known !== undefined) return known;
    const id = this.names.length;
    this.ids.set(name, id);
    this.names.push(name);
    this.kindOf.push(OPEN);
    this.first.push(0);
    this.size.push(0);
    return id;
  }

  private define(name: string, kind: number, deps: readonly string[], step?: string): string {
    const id = this.intern(name);
    if (this.kindOf[id] !== OPEN) throw new Error(`fact defined twice: ${name}`);
    this.kindOf[id] = kind;
    this.first[id] = this.used;
    this.size[id] = deps.length;
    for (const dep of deps) this.append(this.intern(dep));
    if (step !== undefined) this.steps.set(id, step);
    return name;
  }

  private append(dep: number): void {
    if (this.used === this.pool.length) {
      const longer = new Uint32Array(this.used * 2);
      longer.set(this.pool);
      this.pool = longer;
    }
    this.pool[this.used++] = dep;
  }

  /** A fact that holds unless its failure happens. */
  base(name: string): string {
    return this.define(name, BASE, []);
  }

  /** Holds when all of `deps` hold; with none it always holds. `step` is how a path through it reads. */
  all(name: string, deps: readonly string[], step?: string): string {
    return this.define(name, ALL, deps, step);
  }

  /** Holds when one of `deps` holds; with none it never holds. `mechanism` says who chooses, and what he sees. */
  any(name: string, deps: readonly string[], mechanism: string, step?: string): string {
    const defined = this.define(name, ANY, deps, step);
    this.mechanisms.set(must(this.ids.get(name), name), mechanism);
    return defined;
  }

  has(name: string): boolean {
    const id = this.ids.get(name);
    return id !== undefined && this.kindOf[id] !== OPEN;
  }

  /** Everything as arrays. Throws when a fact that another rests on was never defined. */
  seal(): FactSystem {
    const count = this.names.length;
    const open = this.kindOf.indexOf(OPEN);
    must(open < 0 ? true : undefined, `fact ${this.names[open]}`);
    const start = new Uint32Array(count + 1);
    for (let id = 0; id < count; id++) start[id + 1] = start[id]! + this.size[id]!;
    const deps = new Uint32Array(start[count]!);
    for (let id = 0; id < count; id++)
      deps.set(this.pool.subarray(this.first[id]!, this.first[id]! + this.size[id]!), start[id]!);
    const ids = this.ids;
    return {
      names: this.names,
      kinds: Uint8Array.from(this.kindOf),
      start,
      deps,
      ...reverse(count, start, deps),
      steps: this.steps,
      mechanisms: this.mechanisms,
      id: (name) => ids.get(name),
    };
  }
}

/** Who rests on each fact: the dependencies turned round. */
export const reverse = (count: number, start: Uint32Array, deps: Uint32Array) => {
  const usersStart = new Uint32Array(count + 1);
  for (const dep of deps) usersStart[dep + 1]!++;
  for (let i = 0; i < count; i++) usersStart[i + 1]! += usersStart[i]!;
  const fill = usersStart.slice();
  const users = new Uint32Array(deps.length);
  for (let id = 0; id < count; id++)
    for (let k = start[id]!; k < start[id + 1]!; k++) users[fill[deps[k]!]!++] = id;
  return { usersStart, users };
};

/** Which facts hold, and at which rank: a fact's rank is above that of what it was derived from. 0 = does not hold. */
export interface Solution {
  readonly holds: Uint8Array;
  readonly rank: Uint32Array;
}

const NEVER = 0xffffffff;

/**
 * The least fixed point with the given facts failed (base facts as a rule; any fact can be forbidden): from "false everywhere", each fact is raised once when its
 * last (all) or first (any) support is, so a loop never holds itself up. Linear in facts and dependencies
 * (Dowling and Gallier 1984).
 */
export const solve = (system: FactSystem, failed: ReadonlySet<number>): Solution => {
  const count = system.names.length;
  const holds = new Uint8Array(count);
  const rank = new Uint32Array(count);
  const missing = new Uint32Array(count);
  const queue = new Uint32Array(count);
  let [head, tail] = [0, 0];
  const raise = (id: number, at: number): void => {
    holds[id] = 1;
    rank[id] = at;
    queue[tail++] = id;
  };
  for (let id = 0; id < count; id++) {
    const size = system.start[id + 1]! - system.start[id]!;
    const kind = system.kinds[id];
    missing[id] = failed.has(id) ? NEVER : kind === ANY ? 1 : size;
    if (kind !== ANY && size === 0 && missing[id] === 0) raise(id, 1);
  }
  while (head < tail) {
    const id = queue[head++]!;
    for (let k = system.usersStart[id]!; k < system.usersStart[id + 1]!; k++) {
      const user = system.users[k]!;
      if (holds[user] === 0 && --missing[user]! === 0) raise(user, rank[id]! + 1);
    }
  }
  return { holds, rank };
};
