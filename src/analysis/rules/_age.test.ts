import { expect, it } from 'vitest';
import { daysBetween, isOlder, latest } from './_age.ts';

it.each([
  ['2026-11-01', '2026-11-23', 22],
  ['2026-11-23', '2026-11-23', 0],
  ['2026-12-01', '2026-11-23', -8],
  // A leap day, and the change of clocks, which days in UTC do not know.
  ['2024-02-28', '2024-03-01', 2],
  ['2026-10-24', '2026-10-26', 2],
])('from %s to %s are %i days', (from, to, days) => expect(daysBetween(from, to)).toBe(days));

it('a day is older than 90 days on the 91st', () => {
  expect([isOlder('2026-08-25', '2026-11-23', 90), isOlder('2026-08-24', '2026-11-23', 90)]).toEqual([
    false,
    true,
  ]);
});

it('the latest day is the last one that is known', () => {
  expect([latest(['2026-01-01', undefined, '2026-03-01']), latest([undefined])]).toEqual([
    '2026-03-01',
    undefined,
  ]);
});
