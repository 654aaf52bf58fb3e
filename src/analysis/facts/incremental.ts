import { FactSet } from './fact-set.ts';
import { ALL, ANY, type FactSystem, type Solution } from './system.ts';

/** Whether a fact still has a support that does not rest on it: one that holds and was derived earlier. */
const supported = (system: FactSystem, healthy: Solution, lost: FactSet, id: number): boolean => {
  for (let k = system.start[id]!; k < system.start[id + 1]!; k++) {
    const dep = system.deps[k]!;
    if (healthy.holds[dep] === 1 && !lost.has(dep) && healthy.rank[dep]! < healthy.rank[id]!) return true;
  }
  return false;
};

/** Takes away whatever may rest on the failed facts; loops are taken whole. */
const remove = (system: FactSystem, healthy: Solution, failed: Iterable<number>): FactSet => {
  const lost = new FactSet(system.size);
  const queue: number[] = [];
  for (const id of failed) {
    if (healthy.holds[id] === 0 || lost.has(id)) continue;
    lost.add(id);
    queue.push(id);
  }
  for (let id = queue.pop(); id !== undefined; id = queue.pop()) {
    for (let k = system.usersStart[id]!; k < system.usersStart[id + 1]!; k++) {
      const user = system.users[k]!;
      if (healthy.holds[user] === 0 || lost.has(user)) continue;
      if (system.kinds[user] === ANY && supported(system, healthy, lost, user)) continue;
      lost.add(user);
      queue.push(user);
    }
  }
  return lost;
};

const derivable = (system: FactSystem, holds: (id: number) => boolean, id: number): boolean => {
  const all = system.kinds[id] === ALL;
  for (let k = system.start[id]!; k < system.start[id + 1]!; k++)
    if (holds(system.deps[k]!) !== all) return !all;
  return all;
};

/**
 * The facts that hold in the healthy network and no longer do when these base facts fail: taken away first (loops
 * from false, never from an older solution), then whatever another support still derives is given back. Equal to a fresh
 * `solve`; costs as much as changes.
 */
export const lostFacts = (system: FactSystem, healthy: Solution, failed: ReadonlySet<number>): FactSet => {
  const lost = remove(system, healthy, failed);
  const holds = (id: number): boolean => healthy.holds[id] === 1 && !lost.has(id);
  const queue = [...lost].filter((id) => !failed.has(id));
  for (let id = queue.pop(); id !== undefined; id = queue.pop()) {
    if (!lost.has(id) || failed.has(id) || !derivable(system, holds, id)) continue;
    lost.delete(id);
    for (let k = system.usersStart[id]!; k < system.usersStart[id + 1]!; k++)
      if (lost.has(system.users[k]!)) queue.push(system.users[k]!);
  }
  return lost;
};
