/** Up to so many facts are looked through one by one; from so many on the flags that they were found with are kept. */
const FEW = 8;
const MANY = 2000;

/** Facts by id, each once. */
export class FactSet implements Iterable<number> {
  /** In no order. */
  readonly ids: Uint32Array;
  private readonly flags: Uint8Array | undefined;
  private set: Set<number> | undefined;

  /** `flags`: by fact of the system, other than 0 where it is in the set; who gives them does not write to them any more. */
  constructor(ids: Uint32Array, flags?: Uint8Array) {
    this.ids = ids;
    this.flags = flags;
  }

  /** Whether so many facts are worth flags of their own. */
  static isMany(count: number): boolean {
    return count > MANY;
  }

  has(id: number): boolean {
    if (this.flags) return this.flags[id] !== 0;
    if (this.ids.length <= FEW) return this.ids.includes(id);
    this.set ??= new Set(this.ids);
    return this.set.has(id);
  }

  [Symbol.iterator](): Iterator<number> {
    return this.ids[Symbol.iterator]();
  }
}
