import { ALL, type FactBuilder, type FactSystem } from './system.ts';

/** What stays as it is although it rests on what is off. */
const NOTHING: ReadonlySet<string> = new Set();

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

  constructor(facts: FactBuilder) {
    this.facts = facts;
    this.before = facts.seal();
    this.rests = new Uint32Array(this.before.names.length);
    this.needed = new Uint32Array(this.before.names.length);
  }

  /** The names of the goals while `off` does not hold; undefined where one cannot hold then. `apart` does not go out with it. */
  of(off: string, goals: readonly string[], apart: ReadonlySet<string> = NOTHING): (string | undefined)[] {
    const root = this.before.id(off)!;
    const wanted = goals.map((goal) => this.before.id(goal)!);
    this.question++;
    this.mark(root, apart);
    const alive = this.alive(root, this.copied(wanted));
    for (const id of alive) this.copy(root, id, alive);
    return wanted.map((id) => (this.holds(id, alive) ? this.nameOf(root, id) : undefined));
  }

  /** Marks all that rests on the root. */
  private mark(root: number, apart: ReadonlySet<string>): void {
    const { usersStart, users, names } = this.before;
    const queue = [root];
    this.rests[root] = this.question;
    for (let id = queue.pop(); id !== undefined; id = queue.pop())
      for (let k = usersStart[id]!; k < usersStart[id + 1]!; k++) {
        const user = users[k]!;
        if (this.rests[user] === this.question || apart.has(names[user]!)) continue;
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

  private nameOf(root: number, id: number): string {
    const name = this.before.names[id]!;
    return this.rests[id] === this.question ? `${name} while not ${this.before.names[root]}` : name;
  }

  private copy(root: number, id: number, alive: ReadonlySet<number>): void {
    const name = this.nameOf(root, id);
    if (this.facts.has(name)) return;
    const { start, deps, steps, mechanisms } = this.before;
    const rests = [...deps.subarray(start[id]!, start[id + 1]!)]
      .filter((dep) => this.holds(dep, alive))
      .map((dep) => this.nameOf(root, dep));
    const mechanism = mechanisms.get(id);
    if (mechanism === undefined) this.facts.all(name, rests, steps.get(id));
    else this.facts.any(name, rests, mechanism, steps.get(id));
  }
}
