import { BASE, type FactSystem, reverse } from '#analysis/facts/system.ts';

/** Base facts with the same direct consumers, as lists: the failures of one element. */
const groupsOf = (system: FactSystem): number[][] => {
  const groups = new Map<string, number[]>();
  for (let id = 0; id < system.names.length; id++) {
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
  const idOf = new Int32Array(system.names.length).fill(-1);
  const names: string[] = [];
  for (let id = 0; id < idOf.length; id++)
    if (system.kinds[id] !== BASE) idOf[id] = names.push(system.names[id]!) - 1;
  const derived = names.length;
  const first = new Int32Array(system.names.length).fill(-1);
  for (const group of groupsOf(system)) {
    first[group[0]!] = names.length;
    for (let n = 0; n < bases; n++) names.push(`${system.names[group[0]!]}#${n + 1}`);
  }
  const start = new Uint32Array(names.length + 1);
  const deps: number[] = [];
  let at = 0;
  for (let id = 0; id < idOf.length; id++) {
    if (idOf[id]! < 0) continue;
    for (const dep of system.deps.subarray(system.start[id]!, system.start[id + 1]!))
      if (system.kinds[dep] !== BASE) deps.push(idOf[dep]!);
      else if (first[dep]! >= 0) for (let n = 0; n < bases; n++) deps.push(first[dep]! + n);
    start[++at] = deps.length;
  }
  start.fill(deps.length, derived);
  const kinds = new Uint8Array(names.length).fill(BASE, derived);
  for (let id = 0; id < idOf.length; id++) if (idOf[id]! >= 0) kinds[idOf[id]!] = system.kinds[id]!;
  const flat = Uint32Array.from(deps);
  const made = { names, kinds, start, deps: flat, ...reverse(names.length, start, flat) };
  return { system: { ...made, steps: new Map(), mechanisms: new Map(), id: () => undefined }, idOf };
};
