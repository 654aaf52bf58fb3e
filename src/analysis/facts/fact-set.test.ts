import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FactSet } from './fact-set.ts';

describe('a set of facts', () => {
  it.each([5, 50, 5000])('of up to %i is the set that it says, with flags and without', (most) => {
    const ids = fc.uniqueArray(fc.nat(9999), { minLength: Math.floor(most / 2), maxLength: most });
    fc.assert(
      fc.property(ids, fc.nat(9999), (all, other) => {
        const flags = new Uint8Array(10_000);
        for (const id of all) flags[id] = 1 + (id % 2);
        for (const ours of [new FactSet(Uint32Array.from(all)), new FactSet(Uint32Array.from(all), flags)]) {
          expect([...ours]).toEqual(all);
          for (const id of [other, 0, 1, ...all]) expect(ours.has(id)).toBe(all.includes(id));
        }
      }),
      { numRuns: 20 },
    );
  });
});
