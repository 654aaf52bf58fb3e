import { FactSet } from './fact-set.ts';
import { ALL, ANY, type FactSystem, type Solution } from './system.ts';

const GONE = 1;
/** Failed itself: nothing gives it back. */
const FAILED = 2;

/** Takes facts away and gives back what another support still derives. Kept by system, for questions come one after another. */
class Losing {
  /** By fact: 0, `GONE` or `FAILED`. All 0 between questions. */
  private marks: Uint8Array;
  /** What was ever taken away in this question, in order. */
  private taken = new Uint32Array(1024);
  private count = 0;

  private readonly system: FactSystem;

  constructor(system: FactSystem) {
    this.system = system;
    this.marks = new Uint8Array(system.size);
  }

  lost(healthy: Solution, failed: Iterable<number>): FactSet {
    this.count = 0;
    for (const id of failed) if (healthy.holds[id] === 1 && this.marks[id] === 0) this.take(id, FAILED);
    this.remove(healthy);
    this.giveBack(healthy);
    return this.rest();
  }

  private take(id: number, mark: number): void {
    this.marks[id] = mark;
    if (this.count === this.taken.length) {
      const longer = new Uint32Array(this.count * 2);
      longer.set(this.taken);
      this.taken = longer;
    }
    this.taken[this.count++] = id;
  }

  /** Takes away whatever may rest on the failed facts; loops are taken whole. */
  private remove({ holds, rank }: Solution): void {
    const { marks } = this;
    const { usersStart, users, kinds } = this.system;
    for (let at = 0; at < this.count; at++) {
      const id = this.taken[at]!;
      const end = usersStart[id + 1]!;
      for (let k = usersStart[id]!; k < end; k++) {
        const user = users[k]!;
        if (holds[user] === 0 || marks[user] !== 0) continue;
        if (kinds[user] !== ANY || !this.supported(holds, rank, user)) this.take(user, GONE);
      }
    }
  }

  /** Whether a fact still has a support that does not rest on it: one that holds and was derived earlier. */
  private supported(holds: Uint8Array, rank: Uint32Array, id: number): boolean {
    const { start, deps } = this.system;
    const end = start[id + 1]!;
    for (let k = start[id]!; k < end; k++) {
      const dep = deps[k]!;
      if (holds[dep] === 1 && this.marks[dep] === 0 && rank[dep]! < rank[id]!) return true;
    }
    return false;
  }

  private giveBack({ holds }: Solution): void {
    const { marks, taken, count } = this;
    const { usersStart, users } = this.system;
    const stack: number[] = [];
    for (let at = count - 1; at >= 0; at--) {
      for (let id: number | undefined = taken[at]!; id !== undefined; id = stack.pop()) {
        if (marks[id] !== GONE || !this.derivable(holds, id)) continue;
        marks[id] = 0;
        const end = usersStart[id + 1]!;
        for (let k = usersStart[id]!; k < end; k++) if (marks[users[k]!] === GONE) stack.push(users[k]!);
      }
    }
  }

  private derivable(holds: Uint8Array, id: number): boolean {
    const { start, deps, kinds } = this.system;
    const all = kinds[id] === ALL;
    const end = start[id + 1]!;
    for (let k = start[id]!; k < end; k++) {
      const dep = deps[k]!;
      if ((holds[dep] === 1 && this.marks[dep] === 0) !== all) return !all;
    }
    return all;
  }

  /** What is still gone. Many facts take the marks along, for these say at once what is among them. */
  private rest(): FactSet {
    const { marks, taken, count } = this;
    let kept = 0;
    for (let at = 0; at < count; at++) if (marks[taken[at]!] !== 0) taken[kept++] = taken[at]!;
    const ids = taken.slice(0, kept);
    if (FactSet.isMany(kept)) {
      this.marks = new Uint8Array(this.system.size);
      return new FactSet(ids, marks);
    }
    for (const id of ids) marks[id] = 0;
    return new FactSet(ids);
  }
}

const known = new WeakMap<FactSystem, Losing>();

/**
 * The facts that hold in the healthy network and no longer do when these base facts fail: taken away first (loops
 * from false, never from an older solution), then whatever another support still derives is given back. Equal to a fresh
 * `solve`; costs as much as changes.
 */
export const lostFacts = (system: FactSystem, healthy: Solution, failed: ReadonlySet<number>): FactSet => {
  const losing = known.get(system) ?? new Losing(system);
  known.set(system, losing);
  return losing.lost(healthy, failed);
};
