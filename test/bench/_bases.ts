import { BASE, type FactSystem, reverse } from '#analysis/facts/system.ts';

/** Base facts with the same direct consumers, as lists: the failures of one element. */
const groupsOf = (system: FactSystem): number[][] => {
  const groups = new Map<string, number[]>();
  for (let id = 0; id < system.size; id++) {
    if (system.kinds[id] !== BASE) continue;
    const key = system.users.subarray(system.usersStart[id]!, system.usersStart[id + 1]!).join(' ');
    const group = groups.get(key);
    if (group) group.push(id);
    else groups.set(key, [id]);
  }
  return [...groups.values()];
};

/** The same facts with so many base facts an element: as if each could fail in so many ways. Other facts keep their order. */
export const withBases = (
  system: FactSystem,
  bases: number,
): { readonly system: FactSystem; readonly idOf: Int32Array } => {
  const { size } = system;
  const idOf = new Int32Array(size).fill(-1);
  const factOf = new Uint32Array(size);
  let derived = 0;
  for (let id = 0; id < size; id++)
    if (system.kinds[id] !== BASE) {
      factOf[derived] = id;
      idOf[id] = derived++;
    }
  const groups = groupsOf(system);
  const first = new Int32Array(size).fill(-1);
  groups.forEach((group, at) => {
    first[group[0]!] = derived + at * bases;
  });
  const count = derived + groups.length * bases;
  const { start, deps } = spread(system, idOf, first, bases, count);
  const kinds = new Uint8Array(count).fill(BASE, derived);
  for (let id = 0; id < size; id++) if (idOf[id]! >= 0) kinds[idOf[id]!] = system.kinds[id]!;
  const name = (id: number): string => {
    if (id < derived) return system.name(factOf[id]!);
    const at = id - derived;
    return `${system.name(groups[Math.floor(at / bases)]![0]!)}#${(at % bases) + 1}`;
  };
  const made = { size: count, name, kinds, start, deps, ...reverse(count, start, deps) };
  return { system: { ...made, steps: new Map(), mechanisms: new Map(), id: () => undefined }, idOf };
};

/** The dependencies of the derived facts, each first base fact of a group replaced by all that stand for it. */
const spread = (
  system: FactSystem,
  idOf: Int32Array,
  first: Int32Array,
  bases: number,
  count: number,
): { readonly start: Uint32Array<ArrayBuffer>; readonly deps: Uint32Array<ArrayBuffer> } => {
  const start = new Uint32Array(count + 1);
  const deps = new Uint32Array(system.deps.length * bases);
  let [at, used] = [0, 0];
  for (let id = 0; id < system.size; id++) {
    if (idOf[id]! < 0) continue;
    for (let k = system.start[id]!; k < system.start[id + 1]!; k++) {
      const dep = system.deps[k]!;
      if (system.kinds[dep] !== BASE) deps[used++] = idOf[dep]!;
      else if (first[dep]! >= 0) for (let n = 0; n < bases; n++) deps[used++] = first[dep]! + n;
    }
    start[++at] = used;
  }
  start.fill(used, at + 1);
  return { start, deps: deps.slice(0, used) };
};
