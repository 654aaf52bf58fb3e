import { type FactSystem, type Forward, reverse, type Words } from './system.ts';

/** Where facts of the whole are in a part. */
interface Places {
  get(id: number): number | undefined;
  set(id: number, at: number): unknown;
}

/** The same as a map, for parts that are most of the whole. */
class Table implements Places {
  private readonly at: Int32Array;

  constructor(facts: number) {
    this.at = new Int32Array(facts).fill(-1);
  }

  get(id: number): number | undefined {
    const at = this.at[id]!;
    return at < 0 ? undefined : at;
  }

  set(id: number, at: number): void {
    this.at[id] = at;
  }
}

/** From so many facts on a place for every fact of the whole costs less than a map. */
const MANY = 1000;

/**
 * The facts that some facts rest on, as a system of their own, in which those are the first: small, however large the network is. What
 * holds of them, and at which rank, is the same here as in the whole, for nothing else matters to them.
 */
export const partOf = (system: Forward, goals: readonly number[]): FactSystem => {
  const ids = [...goals];
  const at: Places = goals.length > MANY ? new Table(system.size) : new Map();
  goals.forEach((goal, i) => {
    at.set(goal, i);
  });
  for (let i = 0; i < ids.length; i++)
    for (let k = system.start[ids[i]!]!; k < system.start[ids[i]! + 1]!; k++) {
      const dep = system.deps[k]!;
      if (at.get(dep) !== undefined) continue;
      at.set(dep, ids.length);
      ids.push(dep);
    }
  const start = new Uint32Array(ids.length + 1);
  ids.forEach((id, i) => {
    start[i + 1] = start[i]! + system.start[id + 1]! - system.start[id]!;
  });
  const deps = new Uint32Array(start[ids.length]!);
  ids.forEach((id, i) => {
    for (let k = start[i]!; k < start[i + 1]!; k++)
      deps[k] = at.get(system.deps[system.start[id]! + k - start[i]!]!)!;
  });
  return {
    size: ids.length,
    name: (id) => system.name(ids[id]!),
    kinds: Uint8Array.from(ids, (id) => system.kinds[id]!),
    start,
    deps,
    ...reverse(ids.length, start, deps),
    steps: picked(system.steps, ids),
    mechanisms: picked(system.mechanisms, ids),
    id: (name) => {
      const id = system.id(name);
      return id === undefined ? undefined : at.get(id);
    },
  };
};

const picked = (all: Words, ids: readonly number[]): Words => ({
  get: (at) => all.get(ids[at]!),
  has: (at) => all.has(ids[at]!),
});

/** Those of the facts that are in the part, by their ids there. */
export const within = (system: FactSystem, part: FactSystem, facts: Iterable<number>): Set<number> =>
  new Set([...facts].map((fact) => part.id(system.name(fact))).filter((id) => id !== undefined));
