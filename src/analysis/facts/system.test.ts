import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lostFacts } from './incremental.ts';
import { pathFacts } from './path.ts';
import { FactBuilder, type FactSystem, solve } from './system.ts';

interface Shape {
  readonly bases: number;
  readonly rest: readonly { readonly any: boolean; readonly deps: readonly number[] }[];
}

/** Random systems in which a derived fact may rest on any fact, itself included: loops are the rule. */
const shapes = fc.integer({ min: 1, max: 5 }).chain((bases) =>
  fc.integer({ min: 1, max: 14 }).chain((size) =>
    fc
      .array(
        fc.record({
          any: fc.boolean(),
          deps: fc.array(fc.integer({ min: 0, max: bases + size - 1 }), { maxLength: 4 }),
        }),
        { minLength: size, maxLength: size },
      )
      .map((rest): Shape => ({ bases, rest })),
  ),
);

const build = ({ bases, rest }: Shape): FactSystem => {
  const facts = new FactBuilder();
  for (let i = 0; i < bases; i++) facts.base(`f${i}`);
  rest.forEach(({ any, deps }, i) => {
    const names = deps.map((dep) => `f${dep}`);
    if (any) facts.any(`f${bases + i}`, names, 'somebody');
    else facts.all(`f${bases + i}`, names);
  });
  return facts.seal();
};

/** The definition itself: iterate from false until nothing changes. */
const naive = ({ bases, rest }: Shape, failed: ReadonlySet<number>): boolean[] => {
  let holds = [...Array(bases).keys()].map((i) => !failed.has(i)).concat(rest.map(() => false));
  for (;;) {
    const next = holds.map((value, i) => {
      const fact = rest[i - bases];
      if (!fact) return value;
      return fact.any ? fact.deps.some((dep) => holds[dep]) : fact.deps.every((dep) => holds[dep]);
    });
    if (next.every((value, i) => value === holds[i])) return holds;
    holds = next;
  }
};

const failedOf = (system: FactSystem, bases: number, mask: number): Set<number> => {
  const indexes = [...Array(bases).keys()].filter((i) => (mask >> i) & 1);
  return new Set(indexes.map((i) => system.id(`f${i}`)!));
};

const cases = fc.tuple(shapes, fc.integer({ min: 0, max: 31 }));
const runs = { numRuns: 3000 };

describe('a monotone system of facts', () => {
  it('solves to the least fixed point that iteration from false reaches', () => {
    fc.assert(
      fc.property(cases, ([shape, mask]) => {
        const system = build(shape);
        const failed = failedOf(system, shape.bases, mask);
        const { holds } = solve(system, failed);
        const expected = naive(shape, new Set([...Array(shape.bases).keys()].filter((i) => (mask >> i) & 1)));
        expected.forEach((value, i) => {
          expect(holds[system.id(`f${i}`)!] === 1).toBe(value);
        });
      }),
      runs,
    );
  });

  it('loses incrementally what a fresh solution lacks', () => {
    fc.assert(
      fc.property(cases, ([shape, mask]) => {
        const system = build(shape);
        const failed = failedOf(system, shape.bases, mask);
        const healthy = solve(system, new Set());
        const lost = lostFacts(system, healthy, failed);
        const fresh = solve(system, failed);
        for (let id = 0; id < system.size; id++)
          expect(healthy.holds[id] === 1 && !lost.has(id)).toBe(fresh.holds[id] === 1);
      }),
      runs,
    );
  });

  it('never gains by another failure', () => {
    fc.assert(
      fc.property(cases, fc.integer({ min: 0, max: 31 }), ([shape, mask], more) => {
        const system = build(shape);
        const few = solve(system, failedOf(system, shape.bases, mask)).holds;
        const many = solve(system, failedOf(system, shape.bases, mask | more)).holds;
        for (let id = 0; id < few.length; id++) expect(many[id]! <= few[id]!).toBe(true);
      }),
      runs,
    );
  });

  it('reads off paths whose facts alone still derive the goal', () => {
    fc.assert(
      fc.property(cases, ([shape, mask]) => {
        const system = build(shape);
        const { holds, rank } = solve(system, failedOf(system, shape.bases, mask));
        for (let goal = 0; goal < holds.length; goal++) {
          const path = pathFacts(system, { holds: (id) => holds[id] === 1, rank: (id) => rank[id]! }, goal);
          expect(path.length > 0).toBe(holds[goal] === 1);
          const on = new Set(path);
          const others = [...Array(holds.length).keys()].filter(
            (id) => system.kinds[id] === 0 && !on.has(id),
          );
          expect(solve(system, new Set(others)).holds[goal]).toBe(holds[goal]);
        }
      }),
      { numRuns: 1000 },
    );
  });

  it('refuses a fact that nobody defined, and one defined twice', () => {
    const open = new FactBuilder();
    open.all('a', ['b']);
    expect(() => open.seal()).toThrow('missing fact b');
    expect(() => open.all('a', [])).toThrow('fact defined twice: a');
  });
});
