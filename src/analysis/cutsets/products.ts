/** Pairs that are all of one list with all of the other. */
export interface Product {
  readonly one: readonly number[];
  readonly other: readonly number[];
}

/** Which atoms each is paired with. */
const partners = (pairs: readonly (readonly [number, number])[]): Map<number, number[]> => {
  const found = new Map<number, number[]>();
  const add = (a: number, b: number): void => {
    const list = found.get(a);
    if (list) list.push(b);
    else found.set(a, [b]);
  };
  for (const [a, b] of pairs) {
    add(a, b);
    add(b, a);
  }
  return found;
};

/** The two sides of what hangs together with an atom; undefined where it cannot be split in two sides. */
const sidesOf = (near: ReadonlyMap<number, readonly number[]>, first: number): Product | undefined => {
  const side = new Map([[first, 0]]);
  const queue = [first];
  for (let at = queue.pop(); at !== undefined; at = queue.pop())
    for (const next of near.get(at)!) {
      if (side.get(next) === side.get(at)) return undefined;
      if (side.has(next)) continue;
      side.set(next, 1 - side.get(at)!);
      queue.push(next);
    }
  const on = (which: number): number[] => [...side.keys()].filter((atom) => side.get(atom) === which);
  return { one: on(0), other: on(1) };
};

/** The pairs as few products as easily found: what hangs together is one if every atom of a side is paired with all of the other. */
export const productsOf = (pairs: readonly (readonly [number, number])[]): Product[] => {
  const near = partners(pairs);
  const done = new Set<number>();
  const found: Product[] = [];
  for (const [first, second] of pairs) {
    const sides = done.has(first) ? undefined : sidesOf(near, first);
    const whole = sides?.one.every((atom) => near.get(atom)!.length === sides.other.length);
    if (sides && whole) {
      found.push(sides);
      for (const atom of [...sides.one, ...sides.other]) done.add(atom);
    } else if (!done.has(first)) found.push({ one: [first], other: [second] });
  }
  return found;
};
