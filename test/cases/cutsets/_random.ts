import fc from 'fast-check';
import { ALL, ANY, FactBuilder, type FactSystem, solve } from '#analysis/facts/system.ts';

/** A fact system as plain data: base facts first, then facts that rest on any facts, themselves included. */
export interface Shape {
  readonly bases: number;
  readonly rest: readonly { readonly any: boolean; readonly deps: readonly number[] }[];
}

/** Random systems with loops as the rule, and base facts that hit many facts (shared risks). */
export const shapes = (mostBases: number, mostFacts: number): fc.Arbitrary<Shape> =>
  fc
    .tuple(fc.integer({ min: 1, max: mostBases }), fc.integer({ min: 1, max: mostFacts }))
    .chain(([bases, size]) =>
      fc
        .array(
          fc.record({
            any: fc.boolean(),
            deps: fc.array(fc.integer({ min: 0, max: bases + size - 1 }), { maxLength: 5 }),
          }),
          { minLength: size, maxLength: size },
        )
        .map((rest) => ({ bases, rest })),
    );

/** Defines the facts of a shape; fact i is called `name(i)`. */
export const define = (
  facts: FactBuilder,
  shape: Shape,
  name: (i: number) => string,
  order: readonly number[] = [...Array(shape.bases + shape.rest.length).keys()],
): void => {
  for (const i of order) {
    const fact = shape.rest[i - shape.bases];
    if (!fact) facts.base(name(i));
    else if (fact.any) facts.any(name(i), fact.deps.map(name), 'somebody');
    else facts.all(name(i), fact.deps.map(name));
  }
};

/** The system of a shape, its facts defined in the order of `order`. */
export const built = (shape: Shape, name = (i: number) => `f${i}`, order?: readonly number[]): FactSystem => {
  const facts = new FactBuilder();
  define(facts, shape, name, order);
  return facts.seal();
};

const subsets = (items: readonly number[], most: number): number[][] => {
  const sets: number[][] = [[]];
  for (const item of items) for (const set of sets.slice()) if (set.length < most) sets.push([...set, item]);
  return sets;
};

/** The definition: every set of base facts up to the order, by a fresh solution each; minimal ones only. */
export const bruteCutSets = (
  system: FactSystem,
  goals: readonly number[],
  order: number,
): Map<number, number[][]> => {
  const bases = [...system.kinds.keys()].filter((id) => system.kinds[id] !== ALL && system.kinds[id] !== ANY);
  const found = new Map<number, number[][]>(goals.map((goal) => [goal, []]));
  for (const set of subsets(bases, order).sort((a, b) => a.length - b.length)) {
    const { holds } = solve(system, new Set(set));
    for (const [goal, cuts] of found)
      if (holds[goal] === 0 && !cuts.some((cut) => cut.every((id) => set.includes(id)))) cuts.push(set);
  }
  return found;
};

/** Sets of facts as sorted text, to be compared. */
export const asText = (system: FactSystem, sets: readonly (readonly number[])[]): string[] =>
  sets
    .map((set) =>
      set
        .map((id) => system.name(id))
        .sort()
        .join(' '),
    )
    .sort();
