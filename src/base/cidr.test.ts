import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type IpRange, joined, prefixesOf } from './cidr.ts';
import { parsePrefix, prefixRange } from './ip.ts';

const small = fc
  .array(fc.tuple(fc.nat(300), fc.nat(40)), { maxLength: 12 })
  .map((pairs): IpRange[] =>
    pairs.map(([first, more]) => ({ first: BigInt(first), last: BigInt(first + more) })),
  );
const members = (ranges: readonly IpRange[]): bigint[] =>
  [
    ...new Set(
      ranges.flatMap(({ first, last }) =>
        [...Array(Number(last - first) + 1)].map((_, i) => first + BigInt(i)),
      ),
    ),
  ].sort((a, b) => Number(a - b));

describe('prefixes of ranges', () => {
  it.each([
    [4, [[0n, 255n]], ['0.0.0.0/24']],
    [4, [[1n, 6n]], ['0.0.0.1/32', '0.0.0.2/31', '0.0.0.4/31', '0.0.0.6/32']],
    [
      4,
      [
        [0n, 127n],
        [128n, 255n],
        [10n, 20n],
      ],
      ['0.0.0.0/24'],
    ],
    [4, [[0n, 2n ** 32n - 1n]], ['0.0.0.0/0']],
    [6, [[0n, 2n ** 128n - 1n]], ['::/0']],
    [6, [[2n ** 96n, 2n ** 97n - 1n]], ['0:1::/32']],
    [4, [], []],
  ] as const)('v%i, case %#', (version, ranges, prefixes) => {
    expect(
      prefixesOf(
        version,
        ranges.map(([first, last]) => ({ first, last })),
      ),
    ).toEqual(prefixes);
  });

  it('hold the same addresses, sorted, apart from each other, and as few as can be', () => {
    fc.assert(
      fc.property(small, (ranges) => {
        const made = prefixesOf(4, ranges).map((text) => prefixRange(parsePrefix(text)!));
        expect(made.flatMap((range) => members([range]))).toEqual(members(ranges));
        // No two that follow each other are the halves of one.
        for (const [at, range] of made.entries()) {
          const next = made[at + 1];
          const size = range.last - range.first + 1n;
          const halves = next && next.last - next.first + 1n === size && next.first === range.last + 1n;
          expect(halves && range.first % (2n * size) === 0n).not.toBe(true);
        }
      }),
    );
  });

  it('joined ranges leave a gap between each two', () => {
    fc.assert(
      fc.property(small, (ranges) => {
        const found = joined(ranges);
        expect(found.slice(1).every(({ first }, at) => first > found[at]!.last + 1n)).toBe(true);
      }),
    );
  });
});
