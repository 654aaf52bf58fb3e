import { must } from '#base/result.ts';
import { FactNames, layerAndKey } from './fact-names.ts';

/** A sentence of some facts. */
export type Words = Pick<ReadonlyMap<number, string>, 'get' | 'has'>;

/**
 * A monotone system of facts: a fact is *all of* or *any of* others, or a base fact that can fail. Loops are normal;
 * the meaning is the least fixed point. A base fact stands for one failure that has not happened.
 */
export interface FactSystem {
  /** How many facts there are: their ids are 0 up to this. */
  readonly size: number;
  name(id: number): string;
  readonly kinds: Uint8Array;
  /** Facts that fact i rests on are `deps[start[i]] … deps[start[i + 1] - 1]`, in order of preference. */
  readonly start: Uint32Array;
  readonly deps: Uint32Array;
  /** The reverse: who rests on fact i. */
  readonly usersStart: Uint32Array;
  readonly users: Uint32Array;
  readonly steps: Words;
  readonly mechanisms: Words;
  id(name: string): number | undefined;
}

/** A system in which nobody asks who rests on a fact. */
export type Forward = Omit<FactSystem, 'usersStart' | 'users'>;

export const BASE = 0;
export const ALL = 1;
export const ANY = 2;
/** Named by another fact and not defined yet. */
const OPEN = 255;

/** The first `size` facts of a system: what more facts, or others in their place, can be defined upon. */
export interface Ground {
  readonly system: FactSystem;
  readonly names: FactNames;
  readonly size: number;
}

/** A fact by its id, or by its name. */
export type FactRef = number | string;

/** Collects facts by name, in any order, and seals them into a system. */
export class FactBuilder {
  readonly names: FactNames;
  /** By fact: its kind, or `OPEN`; its dependencies are `pool[first] … pool[first + size - 1]`. A million facts cost little so. */
  private kindOf = new Uint8Array(1024).fill(OPEN);
  private first = new Uint32Array(1024);
  private size = new Uint32Array(1024);
  private pool = new Uint32Array(1024);
  private used = 0;
  private readonly steps: Sentences;
  private readonly mechanisms: Sentences;

  constructor(ground?: Ground) {
    this.names = new FactNames(ground?.names, ground?.size);
    this.steps = new Sentences(ground?.system.steps, ground?.size);
    this.mechanisms = new Sentences(ground?.system.mechanisms, ground?.size);
    if (ground) this.layGround(ground);
  }

  private layGround({ system, size }: Ground): void {
    while (this.kindOf.length < size) this.widen();
    this.kindOf.set(system.kinds.subarray(0, size));
    this.first.set(system.start.subarray(0, size));
    for (let id = 0; id < size; id++) this.size[id] = system.start[id + 1]! - system.start[id]!;
    this.used = system.start[size]!;
    this.pool = system.deps.slice(0, Math.max(1, this.used));
  }

  /** The id of the fact `<layer>:<key>`, which may be defined later. */
  ref(layer: string, key: string): number {
    const id = this.names.add(layer, key);
    if (id >= this.kindOf.length) this.widen();
    return id;
  }

  /** The id of a fact whose name is new: nothing was called so, and little is ever looked for by this name. */
  fresh(layer: string, key: string): number {
    const id = this.names.append(layer, key);
    if (id >= this.kindOf.length) this.widen();
    return id;
  }

  /** The id of the fact, if it is defined. */
  known(layer: string, key: string): number | undefined {
    const id = this.names.id(layer, key);
    return id !== undefined && this.kindOf[id] !== OPEN ? id : undefined;
  }

  isDefined(id: number): boolean {
    return this.kindOf[id] !== OPEN;
  }

  private widen(): void {
    const [kinds, first, size] = [this.kindOf, this.first, this.size];
    this.kindOf = new Uint8Array(kinds.length * 2).fill(OPEN);
    this.kindOf.set(kinds);
    this.first = widened(first);
    this.size = widened(size);
  }

  private idOf(fact: FactRef): number {
    return typeof fact === 'number' ? fact : this.ref(...layerAndKey(fact));
  }

  private define(fact: FactRef, kind: number, deps: readonly FactRef[], step?: string): number {
    const id = this.idOf(fact);
    if (this.kindOf[id] !== OPEN) throw new Error(`fact defined twice: ${this.names.name(id)}`);
    this.kindOf[id] = kind;
    this.first[id] = this.used;
    this.size[id] = deps.length;
    for (const dep of deps) this.append(this.idOf(dep));
    if (step !== undefined) this.steps.set(id, step);
    return id;
  }

  private append(dep: number): void {
    if (this.used === this.pool.length) this.pool = widened(this.pool);
    this.pool[this.used++] = dep;
  }

  /** A fact that holds unless its failure happens. */
  base(fact: FactRef): number {
    return this.define(fact, BASE, []);
  }

  /** Holds when all of `deps` hold; with none it always holds. `step` is how a path through it reads. */
  all(fact: FactRef, deps: readonly FactRef[], step?: string): number {
    return this.define(fact, ALL, deps, step);
  }

  /** Holds when one of `deps` holds; with none it never holds. `mechanism` says who chooses, and what he sees. */
  any(fact: FactRef, deps: readonly FactRef[], mechanism: string, step?: string): number {
    const id = this.define(fact, ANY, deps, step);
    this.mechanisms.set(id, mechanism);
    return id;
  }

  /** Another definition of a fact that has one. */
  redefine(id: number, kind: number, deps: readonly number[]): void {
    this.kindOf[id] = OPEN;
    this.define(id, kind, deps);
  }

  /** The fact as it is defined in another system, with these in place of what it rests on there. */
  copy(id: number, { kinds, steps, mechanisms }: FactSystem, from: number, deps: readonly number[]): void {
    this.redefine(id, kinds[from]!, deps);
    this.steps.copy(id, steps.get(from));
    this.mechanisms.copy(id, mechanisms.get(from));
  }

  /** Everything as arrays. Throws when a fact that another rests on was never defined. */
  seal(): FactSystem {
    const made = this.forward();
    return { ...made, ...reverse(made.size, made.start, made.deps) };
  }

  /** The same without who rests on each fact. */
  forward(): Forward {
    const { names } = this;
    const count = names.count;
    const open = this.kindOf.subarray(0, count).indexOf(OPEN);
    must(open < 0 ? true : undefined, `fact ${open < 0 ? '' : names.name(open)}`);
    const start = new Uint32Array(count + 1);
    for (let id = 0; id < count; id++) start[id + 1] = start[id]! + this.size[id]!;
    const deps = new Uint32Array(start[count]!);
    for (let id = 0; id < count; id++) {
      const [from, to] = [this.first[id]!, start[id]!];
      for (let k = this.size[id]! - 1; k >= 0; k--) deps[to + k] = this.pool[from + k]!;
    }
    return {
      size: count,
      name: (id) => names.name(id),
      kinds: this.kindOf.slice(0, count),
      start,
      deps,
      steps: this.steps,
      mechanisms: this.mechanisms,
      id: (name) => names.id(...layerAndKey(name)),
    };
  }
}

/** Sentences of facts, on top of those of others. */
class Sentences implements Words {
  private readonly texts: string[] = [];
  /** By fact: 0, or one more than the place of its sentence. */
  private places = new Uint32Array(1024);
  private readonly below: Words | undefined;
  private readonly size: number;

  constructor(below?: Words, size = 0) {
    this.below = below;
    this.size = size;
  }

  get(id: number): string | undefined {
    const place = this.places[id];
    if (place) return this.texts[place - 1];
    return id < this.size ? this.below?.get(id) : undefined;
  }

  has(id: number): boolean {
    return this.get(id) !== undefined;
  }

  set(id: number, text: string): void {
    while (id >= this.places.length) this.places = widened(this.places);
    this.places[id] = this.texts.push(text);
  }

  copy(id: number, text: string | undefined): void {
    if (text !== undefined) this.set(id, text);
  }
}

const widened = (array: Uint32Array): Uint32Array<ArrayBuffer> => {
  const longer = new Uint32Array(array.length * 2);
  longer.set(array);
  return longer;
};

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
  const count = system.size;
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
