/** From so many facts on a flag each costs less than a hash set. */
const MANY = 2000;

/** Facts by id: a hash set while they are few, a flag for each fact of the system when they are many. */
export class FactSet implements Iterable<number> {
  private few: Set<number> | undefined = new Set();
  private flags = new Uint8Array(0);
  private added: number[] = [];
  private readonly facts: number;

  /** `facts` is how many there are in the system. */
  constructor(facts: number) {
    this.facts = facts;
  }

  has(id: number): boolean {
    return this.few ? this.few.has(id) : this.flags[id] === 1;
  }

  /** Adds a fact that was never in the set. */
  add(id: number): void {
    if (this.few && this.few.size === MANY) this.spread(this.few);
    if (this.few) this.few.add(id);
    else {
      this.flags[id] = 1;
      this.added.push(id);
    }
  }

  delete(id: number): void {
    if (this.few) this.few.delete(id);
    else this.flags[id] = 0;
  }

  *[Symbol.iterator](): Iterator<number> {
    if (this.few) yield* this.few;
    else for (const id of this.added) if (this.flags[id] === 1) yield id;
  }

  private spread(few: Set<number>): void {
    this.flags = new Uint8Array(this.facts);
    this.added = [...few];
    for (const id of few) this.flags[id] = 1;
    this.few = undefined;
  }
}
