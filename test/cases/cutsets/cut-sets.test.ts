import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cutSets } from '#analysis/cutsets/cut-sets.ts';
import { countSets, expanded } from '#analysis/cutsets/expand.ts';
import { NEVER } from '#analysis/cutsets/family.ts';
import { FactBuilder, type FactSystem } from '#analysis/facts/system.ts';
import { asText, bruteCutSets, built, shapes } from './_random.ts';

/** Cut sets of every goal as text; a goal that never holds is cut by nothing at all. */
const solved = (system: FactSystem, goals: readonly number[], order: number): string[][] => {
  const cuts = cutSets(system, goals, order);
  return goals.map((goal) => {
    const family = cuts.family(goal);
    return family === NEVER ? [''] : asText(system, expanded(cuts, family));
  });
};

const everyFact = (system: FactSystem): number[] => [...Array(system.size).keys()];
const brute = (system: FactSystem, goals: readonly number[], order: number): string[][] =>
  [...bruteCutSets(system, goals, order).values()].map((sets) => asText(system, sets));

describe('minimal cut sets', () => {
  it.each([
    [1, 1500],
    [2, 1500],
    [3, 1500],
  ])('of order %i equal brute force, of every fact of systems full of loops', (order, numRuns) => {
    fc.assert(
      fc.property(shapes(7, 14), (shape) => {
        const system = built(shape);
        expect(solved(system, everyFact(system), order)).toEqual(brute(system, everyFact(system), order));
      }),
      { numRuns },
    );
  });

  it.each([2, 3])(
    'of order %i equal brute force where only some facts are asked for and classes form',
    (order) => {
      fc.assert(
        fc.property(shapes(9, 22), fc.nat(21), (shape, pick) => {
          const system = built(shape);
          const goals = [system.id(`f${shape.bases + (pick % shape.rest.length)}`)!];
          expect(solved(system, goals, order)).toEqual(brute(system, goals, order));
        }),
        { numRuns: 1500 },
      );
    },
  );

  it('count what they expand to', () => {
    fc.assert(
      fc.property(shapes(8, 16), (shape) => {
        const system = built(shape);
        const cuts = cutSets(system, [system.size - 1], 3);
        const family = cuts.family(system.size - 1);
        const sizes = expanded(cuts, family).map((set) => set.length);
        expect(countSets(cuts, family)).toEqual(
          [1, 2, 3].map((size) => sizes.filter((one) => one === size).length),
        );
      }),
      { numRuns: 500 },
    );
  });

  it('are equal under renaming and reordering', () => {
    const shuffled = shapes(6, 14).chain((shape) =>
      fc.tuple(
        fc.constant(shape),
        fc.shuffledSubarray([...Array(shape.bases + shape.rest.length).keys()], {
          minLength: shape.bases + shape.rest.length,
        }),
      ),
    );
    fc.assert(
      fc.property(shuffled, ([shape, order]) => {
        const size = order.length;
        const [one, other] = [built(shape), built(shape, (i) => `g${(i * 7 + 3) % 97}`, order)];
        const names = (i: number) => `g${(i * 7 + 3) % 97}`;
        for (let i = 0; i < size; i++) {
          const [a] = solved(one, [one.id(`f${i}`)!], 2);
          const [b] = solved(other, [other.id(names(i))!], 2);
          const renamed = a!.map((set) =>
            set
              .split(' ')
              .filter(Boolean)
              .map((f) => names(Number(f.slice(1))))
              .sort()
              .join(' '),
          );
          expect(b).toEqual(renamed.sort());
        }
      }),
      { numRuns: 300 },
    );
  });

  it('never become fatal by another way: what survived a set of failures still does', () => {
    fc.assert(
      fc.property(shapes(6, 14), fc.nat(40), fc.nat(40), (shape, at, to) => {
        const anys = shape.rest.flatMap((fact, i) => (fact.any ? [i] : []));
        if (anys.length === 0) return;
        const more = anys[at % anys.length]!;
        const dep = to % (shape.bases + shape.rest.length);
        const rest = shape.rest.map((fact, i) =>
          i === more ? { ...fact, deps: [...fact.deps, dep] } : fact,
        );
        const [before, after] = [built(shape), built({ ...shape, rest })];
        for (let i = 0; i < shape.bases + shape.rest.length; i++) {
          const [few] = solved(before, [before.id(`f${i}`)!], 2);
          const [many] = solved(after, [after.id(`f${i}`)!], 2);
          // Every cut set that is left contains one that was there.
          for (const set of many!)
            expect(
              few!.some((cut) => cut.split(' ').every((f) => f === '' || set.split(' ').includes(f))),
            ).toBe(true);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('of two sites that help each other: the loop does not hold itself up', () => {
    const facts = new FactBuilder();
    for (const name of ['east', 'west', 'wire', 'uplink-e', 'uplink-w']) facts.base(name);
    facts.any('in-east', ['own-east', 'help-east'], 'the operator');
    facts.any('in-west', ['own-west', 'help-west'], 'the operator');
    facts.all('own-east', ['uplink-e', 'east']);
    facts.all('own-west', ['uplink-w', 'west']);
    facts.all('help-east', ['in-west', 'wire', 'east']);
    facts.all('help-west', ['in-east', 'wire', 'west']);
    const system = facts.seal();
    const [east] = solved(system, [system.id('in-east')!], 2);
    expect(east).toEqual(['east', 'uplink-e uplink-w', 'uplink-e west', 'uplink-e wire'].sort());
  });

  it('refuse more classes than can be numbered', () => {
    const facts = new FactBuilder();
    const names = Array.from({ length: 210_000 }, (_, i) => facts.base(`b${i}`));
    facts.any('goal', names, 'somebody');
    const system = facts.seal();
    expect(() => cutSets(system, [system.id('goal')!], 3)).toThrow('210000 classes are too many for order 3');
  });
});
