import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FactSet } from './fact-set.ts';

describe('a set of facts', () => {
  it.each([10, 5000])('of up to %i is the set that it says', (most) => {
    const ids = fc.uniqueArray(fc.nat(9999), { minLength: most / 2, maxLength: most });
    fc.assert(
      fc.property(ids, fc.nat(9999), (all, gone) => {
        const [ours, theirs] = [new FactSet(10_000), new Set<number>()];
        for (const id of all) {
          ours.add(id);
          theirs.add(id);
        }
        for (const id of [gone, ...all.slice(0, all.length / 3)]) {
          ours.delete(id);
          theirs.delete(id);
        }
        expect([...ours]).toEqual([...theirs]);
        for (const id of [gone, 0, 1, ...all]) expect(ours.has(id)).toBe(theirs.has(id));
      }),
      { numRuns: 30 },
    );
  });
});
