import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { boxesOf, inRows } from './boxes.ts';

const length = fc.integer({ min: 1, max: 90 });

describe('boxesOf', () => {
  it('puts boxes beside or below each other, with gaps, and shares what is left over', () => {
    const [a, b, c, all] = [{}, {}, {}, {}];
    const row = {
      flow: 'row' as const,
      gap: 5,
      h: 10,
      inside: [a, b].map((of) => ({ of, grow: true, minW: 20 })),
    };
    const boxes = boxesOf({ of: all, pad: [1, 2, 3, 4], inside: [row, { of: c, w: 100, h: 7 }] });
    expect([all, a, b, c].map((one) => boxes.get(one))).toEqual([
      { x: 0, y: 0, w: 106, h: 21 },
      { x: 4, y: 1, w: 48, h: 10 },
      { x: 57, y: 1, w: 47, h: 10 },
      { x: 4, y: 11, w: 100, h: 7 },
    ]);
  });

  it('gives wires the space that they ask for, also where it follows from other space', () => {
    const [left, below] = [{}, {}];
    const inside = [
      { flow: 'row' as const, inside: [{ of: left, w: 10, h: 10 }] },
      { of: below, w: 10, h: 10 },
    ];
    const boxes = boxesOf(
      { inside },
      (now) =>
        new Map([
          [left, 30],
          [below, now.get(left)!.x],
        ]),
    );
    expect([boxes.get(left), boxes.get(below)]).toEqual([
      { x: 30, y: 0, w: 10, h: 10 },
      { x: 0, y: 40, w: 10, h: 10 },
    ]);
  });

  it('ends when the wires are never content', () => {
    const of = {};
    const boxes = boxesOf({ inside: [{ of, w: 1, h: 1 }] }, (now) => new Map([[of, now.get(of)!.y + 1]]));
    expect(boxes.get(of)!.y).toBeGreaterThan(0);
  });
});

it('inRows keeps the order, loses nothing, and no row of several is too wide', () =>
  fc.assert(
    fc.property(
      fc.array(
        length.map((w) => ({ w })),
        { maxLength: 30 },
      ),
      fc.integer({ min: 0, max: 9 }),
      length,
      (all, gap, width) => {
        const rows = inRows(all, ({ w }) => w, gap, width);
        expect(rows.flat()).toEqual(all);
        for (const row of rows.filter((one) => one.length > 1))
          expect(row.reduce((sum, { w }) => sum + w + gap, -gap)).toBeLessThanOrEqual(width);
      },
    ),
  ));
