import { layerAndKey } from './fact-names.ts';
import { ALL, type FactBuilder, type FactSystem } from './system.ts';

/** What stays as it is although it rests on what is off. */
const NOTHING: ReadonlySet<number> = new Set();

/**
 * Facts as they are while one of them is off: copies of what rests on it, everything else itself. Who turns a box off has to be able
 * to turn it on again, so a way through the box is no way to its power; and what no longer is a way once it is off can be told by no
 * table of roles, only by the facts themselves.
 */
export class WhileOff {
  private readonly facts: FactBuilder;
  /** Everything that was defined before: copies are made of these only. */
  private readonly before: FactSystem;
  /** By fact: the last question in which it was found to rest on what is off, or to be needed. */
  private readonly rests: Uint32Array;
  private readonly needed: Uint32Array;
  private question = 0;
  /** By what is off: the copies of facts. */
  private readonly copies = new Map<number, Map<number, number>>();

  /** `before`: the facts so far, where somebody has sealed them already. */
  constructor(facts: FactBuilder, before = facts.seal()) {
    this.facts = facts;
    this.before = before;
    this.rests = new Uint32Array(this.before.size);
    this.needed = new Uint32Array(this.before.size);
  }

  /** The goals while `root` does not hold; undefined where one cannot hold then. `apart` does not go out with it. */
  of(root: number, goals: readonly number[], apart: ReadonlySet<number> = NOTHING): (number | undefined)[] {
    this.question++;
    this.mark(root, apart);
    const alive = this.alive(root, this.copied(goals));
    for (const id of alive) this.copy(root, id, alive);
    return goals.map((id) => (this.holds(id, alive) ? this.whileOff(root, id) : undefined));
  }

  /** Marks all that rests on the root. */
  private mark(root: number, apart: ReadonlySet<number>): void {
    const { usersStart, users } = this.before;
    const queue = [root];
    this.rests[root] = this.question;
    for (let id = queue.pop(); id !== undefined; id = queue.pop())
      for (let k = usersStart[id]!; k < usersStart[id + 1]!; k++) {
        const user = users[k]!;
        if (this.rests[user] === this.question || apart.has(user)) continue;
        this.rests[user] = this.question;
        queue.push(user);
      }
  }

  /** What the goals rest on and rests on the root. */
  private copied(goals: readonly number[]): number[] {
    const { start, deps } = this.before;
    const found: number[] = [];
    const take = (id: number): void => {
      if (this.rests[id] !== this.question || this.needed[id] === this.question) return;
      this.needed[id] = this.question;
      found.push(id);
    };
    for (const goal of goals) take(goal);
    for (let at = 0; at < found.length; at++)
      for (let k = start[found[at]!]!; k < start[found[at]! + 1]!; k++) take(deps[k]!);
    return found;
  }

  /** Those of the facts that can hold without the root: from false, as loops have to be. */
  private alive(root: number, copied: readonly number[]): Set<number> {
    const { start, deps, kinds } = this.before;
    const alive = new Set<number>();
    let left = copied.filter((id) => id !== root).reverse();
    for (let before = -1; before !== alive.size; ) {
      before = alive.size;
      left = left.filter((id) => {
        const rests = deps.subarray(start[id]!, start[id + 1]!);
        const holds = (dep: number): boolean => this.holds(dep, alive);
        const derived = kinds[id] === ALL ? rests.every(holds) : rests.some(holds);
        if (derived) alive.add(id);
        return !derived;
      });
    }
    return alive;
  }

  /** Whether the fact is apart from the root or among those that live without it. */
  private holds(id: number, alive: ReadonlySet<number>): boolean {
    return this.rests[id] !== this.question || alive.has(id);
  }

  /** The fact while the root is off: a copy, or itself where it does not rest on it. */
  private whileOff(root: number, id: number): number {
    if (this.rests[id] !== this.question) return id;
    const own = this.copies.get(root) ?? new Map<number, number>();
    this.copies.set(root, own);
    const known = own.get(id);
    if (known !== undefined) return known;
    const [layer, key] = layerAndKey(this.before.name(id));
    const made = this.facts.fresh(layer, `${key} while not ${this.before.name(root)}`);
    own.set(id, made);
    return made;
  }

  private copy(root: number, id: number, alive: ReadonlySet<number>): void {
    const copy = this.whileOff(root, id);
    if (this.facts.isDefined(copy)) return;
    const { start, deps, steps, mechanisms } = this.before;
    const rests = [...deps.subarray(start[id]!, start[id + 1]!)]
      .filter((dep) => this.holds(dep, alive))
      .map((dep) => this.whileOff(root, dep));
    const mechanism = mechanisms.get(id);
    if (mechanism === undefined) this.facts.all(copy, rests, steps.get(id));
    else this.facts.any(copy, rests, mechanism, steps.get(id));
  }
}
