import { ALL, ANY, BASE, type FactSystem } from './facts/system.ts';

/** One gate of the unrolled system: the fact's own, at a level of its loop. */
export interface UnrolledGate {
  readonly fact: number;
  readonly level: number;
  readonly kind: typeof ALL | typeof ANY;
  /** Base facts, and other gates by fact and level; `undefined` is what a loop starts from: does not hold. */
  readonly rests: readonly (UnrolledRef | undefined)[];
}
export interface UnrolledRef {
  readonly fact: number;
  /** -1 for a base fact. */
  readonly level: number;
}

/** The order in which a depth-first search leaves the facts, by fact. */
const finishing = (size: number, start: Uint32Array, to: Uint32Array): Uint32Array => {
  const position = new Uint32Array(size);
  const next = new Int32Array(size).fill(-1);
  let left = 0;
  for (let root = 0; root < size; root++) {
    if (next[root] !== -1) continue;
    const path = [root];
    next[root] = start[root]!;
    while (path.length > 0) {
      const id = path[path.length - 1]!;
      if (next[id]! >= start[id + 1]!) {
        position[id] = left++;
        path.pop();
        continue;
      }
      const other = to[next[id]!++]!;
      if (next[other] !== -1) continue;
      next[other] = start[other]!;
      path.push(other);
    }
  }
  return position;
};

/** Facts that rest on each other have the same number (Kosaraju and Sharir: backwards, latest finished first). */
const loopsOf = (system: FactSystem, position: Uint32Array): Int32Array => {
  const size = position.length;
  const byPosition = new Uint32Array(size);
  for (let id = 0; id < size; id++) byPosition[position[id]!] = id;
  const loop = new Int32Array(size).fill(-1);
  for (let at = size - 1; at >= 0; at--) {
    const root = byPosition[at]!;
    if (loop[root] !== -1) continue;
    const queue = [root];
    loop[root] = at;
    for (let id = queue.pop(); id !== undefined; id = queue.pop())
      for (let k = system.usersStart[id]!; k < system.usersStart[id + 1]!; k++) {
        const user = system.users[k]!;
        if (loop[user] !== -1) continue;
        loop[user] = at;
        queue.push(user);
      }
  }
  return loop;
};

/** How many facts of each loop are rested on by one that comes no later: with these given, the loop is open. */
const levelsOf = (system: FactSystem, position: Uint32Array, loop: Int32Array): Uint32Array => {
  const closing = new Set<number>();
  for (let id = 0; id < position.length; id++)
    for (let k = system.start[id]!; k < system.start[id + 1]!; k++)
      if (position[system.deps[k]!]! >= position[id]!) closing.add(system.deps[k]!);
  const levels = new Uint32Array(position.length);
  for (const fact of closing) levels[loop[fact]!]!++;
  return levels;
};

/**
 * The facts that the goals rest on, without loops, as gates in no particular order. A loop is repeated as many times as it has facts
 * that close it: starting from none of them, each round makes one more of them hold or changes nothing, so that many rounds
 * reach the least fixed point for every set of failures. Knows nothing of cut sets and shares nothing with their solver.
 */
export const unrolled = (
  system: FactSystem,
  goals: readonly number[],
): { readonly tops: readonly UnrolledRef[]; readonly gates: readonly UnrolledGate[] } => {
  const position = finishing(system.size, system.start, system.deps);
  const loop = loopsOf(system, position);
  const levels = levelsOf(system, position, loop);
  const entry = (fact: number): UnrolledRef => ({
    fact,
    level: system.kinds[fact] === BASE ? -1 : levels[loop[fact]!]!,
  });
  const restOf = (from: UnrolledRef, dep: number): UnrolledRef | undefined => {
    if (loop[dep] !== loop[from.fact]) return entry(dep);
    if (position[dep]! < position[from.fact]!) return { fact: dep, level: from.level };
    return from.level === 0 ? undefined : { fact: dep, level: from.level - 1 };
  };
  const gates: UnrolledGate[] = [];
  const seen = new Set<number>();
  const tops = goals.map(entry);
  const queue = [...tops];
  for (let at = queue.pop(); at !== undefined; at = queue.pop()) {
    const key = at.level * system.size + at.fact;
    if (at.level < 0 || seen.has(key)) continue;
    seen.add(key);
    const { fact, level } = at;
    const deps = new Set(system.deps.subarray(system.start[fact]!, system.start[fact + 1]!));
    const rests = [...deps].map((dep) => restOf({ fact, level }, dep));
    gates.push({ fact, level, kind: system.kinds[fact] === ANY ? ANY : ALL, rests });
    for (const rest of rests) if (rest) queue.push(rest);
  }
  return { tops, gates };
};
