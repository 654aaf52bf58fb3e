/** Gives equal lists of whole numbers the same id, from 0 on. Lists lie in one pool, so a million of them cost little. */
export class Interner {
  private pool = new Int32Array(1024);
  private used = 0;
  private starts = new Uint32Array(256);
  private table = new Int32Array(512).fill(-1);
  count = 0;

  /** The id of the list, new or known: the first `length` numbers of it. */
  add(list: Int32Array, length = list.length): number {
    if (this.count * 2 >= this.table.length) this.rehash();
    const mask = this.table.length - 1;
    let slot = hash(list, 0, length) & mask;
    for (let id = this.table[slot]!; id >= 0; id = this.table[slot]!) {
      if (this.equals(id, list, length)) return id;
      slot = (slot + 1) & mask;
    }
    this.table[slot] = this.count;
    return this.append(list, length);
  }

  /** Copies the list to a place of an array that has room for it, and says where it ends there. */
  copy(id: number, into: Int32Array, at: number): number {
    const end = this.starts[id + 1]!;
    let to = at;
    for (let i = this.starts[id]!; i < end; i++) into[to++] = this.pool[i]!;
    return to;
  }

  length(id: number): number {
    return this.starts[id + 1]! - this.starts[id]!;
  }

  /** The list itself: a view, not to be written to, good until the next `add`. */
  get(id: number): Int32Array {
    return this.pool.subarray(this.starts[id]!, this.starts[id + 1]!);
  }

  private equals(id: number, list: Int32Array, length: number): boolean {
    const start = this.starts[id]!;
    if (this.starts[id + 1]! - start !== length) return false;
    for (let i = 0; i < length; i++) if (this.pool[start + i] !== list[i]) return false;
    return true;
  }

  private append(list: Int32Array, length: number): number {
    while (this.used + length > this.pool.length) this.pool = grown(this.pool);
    for (let i = 0; i < length; i++) this.pool[this.used++] = list[i]!;
    const id = this.count++;
    if (id + 1 >= this.starts.length) this.starts = grown(this.starts);
    this.starts[id + 1] = this.used;
    return id;
  }

  private rehash(): void {
    this.table = new Int32Array(this.table.length * 2).fill(-1);
    const mask = this.table.length - 1;
    for (let id = 0; id < this.count; id++) {
      let slot = hash(this.pool, this.starts[id]!, this.starts[id + 1]!) & mask;
      while (this.table[slot] !== -1) slot = (slot + 1) & mask;
      this.table[slot] = id;
    }
  }
}

const grown = <T extends Int32Array | Uint32Array>(array: T): T => {
  const larger = new (array.constructor as new (size: number) => T)(array.length * 2);
  larger.set(array);
  return larger;
};

/** FNV-1a over whole numbers, with a last mix so that low bits differ too. */
const hash = (list: Int32Array, from: number, to: number): number => {
  let mixed = 0x811c9dc5;
  for (let i = from; i < to; i++) mixed = Math.imul(mixed ^ list[i]!, 0x01000193);
  mixed ^= mixed >>> 15;
  return Math.imul(mixed, 0x2c1b3c6d) >>> 1;
};
