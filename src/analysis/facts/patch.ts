import type { Ways } from './compile.ts';
import { BASE, FactBuilder, type FactSystem } from './system.ts';

/** By fact of one system: the fact of the same name in the other, or -1. */
const sameNames = (from: Ways, to: Ways): Int32Array => {
  const found = new Int32Array(from.size);
  let next = 0;
  for (let id = 0; id < from.size; id++) {
    const [layer, key] = [from.names.layer(id), from.names.key(id)];
    // Both were compiled in the same order, so most follow one another here as there.
    const follows = next < to.size && to.names.key(next) === key && to.names.layer(next) === layer;
    const other = follows ? next : to.names.id(layer, key);
    found[id] = other === undefined || other >= to.size ? -1 : other;
    if (other !== undefined) next = other + 1;
  }
  return found;
};

const depsOf = ({ start, deps }: FactSystem, id: number): Uint32Array =>
  deps.subarray(start[id]!, start[id + 1]!);

/** Whether the fact is defined alike in both. */
const isSame = (
  before: FactSystem,
  old: number,
  after: FactSystem,
  id: number,
  same: Int32Array,
): boolean => {
  const [from, to] = [before.start[old]!, after.start[id]!];
  const length = after.start[id + 1]! - to;
  if (before.kinds[old] !== after.kinds[id] || before.start[old + 1]! - from !== length) return false;
  for (let k = 0; k < length; k++) if (same[after.deps[to + k]!] !== before.deps[from + k]) return false;
  return true;
};

/** Facts of `ground`, with those that differ between two parts of networks defined anew. */
export class Patch {
  readonly facts: FactBuilder;
  /** Facts that are new, or defined otherwise than before. */
  readonly changed: number[] = [];
  private readonly ground: Ways;

  constructor(ground: Ways) {
    this.ground = ground;
    this.facts = new FactBuilder(ground);
  }

  /**
   * Takes over what differs between a part of the ground's network and the same part of a changed one. A part lacks what the rest of
   * the network adds to its facts, before and after alike: so of a fact that is in both only the difference is taken.
   */
  apply(before: Ways, after: Ways): void {
    const same = sameNames(after, before);
    const { system } = after;
    for (let id = 0; id < after.size; id++) {
      const old = same[id]!;
      if (old >= 0 && isSame(before.system, old, system, id, same)) continue;
      const own = this.of(after, id);
      const deps = Array.from(depsOf(system, id), (dep) => this.of(after, dep));
      const merged = old < 0 ? deps : this.merged(own, deps, before, old);
      if (system.kinds[id] === BASE) this.facts.redefine(own, BASE, []);
      else this.facts.copy(own, system, id, merged);
      this.changed.push(own);
    }
  }

  /** The fact of that name here. */
  of({ names }: Ways, id: number): number {
    return this.facts.ref(names.layer(id), names.key(id));
  }

  /** What the fact rests on in the whole network, with what the change has added and without what it has taken away. */
  private merged(own: number, now: readonly number[], before: Ways, old: number): number[] {
    const then = new Set(Array.from(depsOf(before.system, old), (dep) => this.of(before, dep)));
    const kept = new Set(now);
    const gone = new Set([...then].filter((dep) => !kept.has(dep)));
    const whole = own < this.ground.size ? depsOf(this.ground.system, own) : [];
    const left = [...whole].filter((dep) => !gone.has(dep));
    return [...left, ...now.filter((dep) => !then.has(dep))];
  }
}

/** By fact: whether it rests on one of these, however far, or is one of them. */
export const restingOn = ({ size, usersStart, users }: FactSystem, facts: readonly number[]): Uint8Array => {
  const found = new Uint8Array(size);
  const queue = [...facts];
  for (const id of facts) found[id] = 1;
  for (let id = queue.pop(); id !== undefined; id = queue.pop())
    for (let k = usersStart[id]!; k < usersStart[id + 1]!; k++) {
      const user = users[k]!;
      if (found[user] === 1) continue;
      found[user] = 1;
      queue.push(user);
    }
  return found;
};
