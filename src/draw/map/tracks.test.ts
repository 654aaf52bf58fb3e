import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { jogTracks, packTracks, spread, trackCount } from './tracks.ts';

const number = fc.integer({ min: 0, max: 500 });

describe('packTracks', () => {
  const spans = fc
    .array(fc.tuple(number, number))
    .map((all) => all.map(([a, b], n) => ({ id: `n${n}`, from: Math.min(a, b), to: Math.max(a, b) })));

  it('puts spans that touch on different tracks, and wastes none', () =>
    fc.assert(
      fc.property(spans, (all) => {
        const tracks = packTracks(all);
        const touch = all.flatMap((a, at) =>
          all
            .slice(at + 1)
            .filter((b) => a.from <= b.to && b.from <= a.to)
            .map((b) => [a, b]),
        );
        expect(touch.filter(([a, b]) => tracks.get(a!.id) === tracks.get(b!.id))).toEqual([]);
        expect(new Set(tracks.values()).size).toBe(trackCount(tracks));
      }),
    ));
});

describe('spread', () => {
  const boxes = fc.array(fc.record({ at: number, width: fc.integer({ min: 1, max: 90 }) }), {
    maxLength: 20,
  });

  it('keeps the order, lets nothing overlap, and nothing stand left of the least', () =>
    fc.assert(
      fc.property(boxes, number, (wanted, least) => {
        const lefts = spread(wanted, 10, least);
        expect(lefts.length).toBe(wanted.length);
        lefts.forEach((x, n) => {
          expect(x).toBeGreaterThanOrEqual(
            n === 0 ? least : lefts[n - 1]! + wanted[n - 1]!.width + 10 - 1e-6,
          );
        });
      }),
    ));

  it('leaves alone what has room', () =>
    expect(
      spread(
        [
          { at: 50, width: 20 },
          { at: 100, width: 20 },
        ],
        10,
        0,
      ),
    ).toEqual([40, 90]));
});

describe('jogTracks', () => {
  /** Ends in the same order on both sides, ten pixels apart or more. */
  const jogs = fc
    .array(fc.tuple(fc.integer({ min: 10, max: 60 }), fc.integer({ min: 10, max: 60 })), { maxLength: 12 })
    .map((steps) => {
      let [from, to] = [0, 0];
      return steps.map(([a, b], n) => {
        from += a;
        to += b;
        return { id: `n${n}`, from, to };
      });
    });

  it('lets no wire cross another whose ends are in the same order', () =>
    fc.assert(
      fc.property(jogs, (all) => {
        const tracks = jogTracks(all);
        // Upright parts: below the track at `from`, above it at `to`. Height grows with the track.
        const crossings = all.flatMap((one) =>
          all.filter((two) => {
            const [own, other] = [tracks.get(one.id), tracks.get(two.id)];
            if (one === two || own === undefined) return false;
            const [low, high] = [Math.min(one.from, one.to), Math.max(one.from, one.to)];
            const inside = (x: number): boolean => x > low && x < high;
            if (other === undefined) return inside(two.from);
            return (inside(two.from) && other >= own) || (inside(two.to) && other <= own);
          }),
        );
        expect(crossings).toEqual([]);
      }),
    ));
});
