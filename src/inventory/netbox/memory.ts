/** What a thing of NetBox got when it was imported, so that it keeps it. */
export interface Kept {
  /** Where it stands in the inventory: `dm-akron`, `dm-akron/r1`, `dm-akron/r1/sw01`. */
  readonly at: string;
  /** NetBox's own name for it then; another one now is a reason for another name. */
  readonly called: string;
  readonly number: number;
  readonly role?: string;
}

/** By what it is in NetBox: `site 3`, `rack 12`, `device 7`. */
export type Memory = ReadonlyMap<string, Kept>;

export const NO_MEMORY: Memory = new Map();

/** `sw01` of `dm-akron/r1/sw01` */
export const lastName = (at: string): string => at.slice(at.lastIndexOf('/') + 1);

/** `dm-akron/r1` of `dm-akron/r1/sw01` */
export const placeOf = (at: string): string => at.slice(0, Math.max(0, at.lastIndexOf('/')));

/** What the things had before that are still called the same in NetBox, by a number of theirs. */
export const keptOf = <T>(
  memory: Memory,
  rows: readonly T[],
  key: (row: T) => string,
  called: (row: T) => string,
): ReadonlyMap<string, Kept> =>
  new Map(
    rows.flatMap((row) => {
      const kept = memory.get(key(row));
      return kept && kept.called === called(row) ? [[key(row), kept] as const] : [];
    }),
  );

/** Numbers from 1 that nobody has; what was given before is given again. */
export class Numbers {
  private readonly taken = new Set<number>();
  private readonly kept = new Map<string, number>();
  private next = 1;

  constructor(kept: Iterable<readonly [string, number]> = []) {
    for (const [key, number] of kept)
      if (!this.taken.has(number)) {
        this.kept.set(key, number);
        this.taken.add(number);
      }
  }

  give(key: string): number {
    const before = this.kept.get(key);
    if (before !== undefined) return before;
    while (this.taken.has(this.next)) this.next++;
    this.taken.add(this.next);
    return this.next;
  }
}
