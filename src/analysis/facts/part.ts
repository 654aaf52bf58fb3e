import { type FactSystem, reverse } from './system.ts';

/**
 * The facts that one fact rests on, as a system of their own: small, however large the network is. What holds of them, and at which rank,
 * is the same here as in the whole, for nothing else matters to them.
 */
export const partOf = (system: FactSystem, goal: number): FactSystem => {
  const ids = [goal];
  const at = new Map([[goal, 0]]);
  for (let i = 0; i < ids.length; i++)
    for (let k = system.start[ids[i]!]!; k < system.start[ids[i]! + 1]!; k++) {
      const dep = system.deps[k]!;
      if (at.has(dep)) continue;
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

const picked = <T>(all: ReadonlyMap<number, T>, ids: readonly number[]): ReadonlyMap<number, T> => {
  const found = new Map<number, T>();
  ids.forEach((id, i) => {
    const one = all.get(id);
    if (one !== undefined) found.set(i, one);
  });
  return found;
};

/** Those of the facts that are in the part, by their ids there. */
export const within = (system: FactSystem, part: FactSystem, facts: Iterable<number>): Set<number> =>
  new Set([...facts].map((fact) => part.id(system.name(fact))).filter((id) => id !== undefined));
