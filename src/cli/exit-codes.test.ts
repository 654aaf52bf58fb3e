import { expect, it } from 'vitest';
import { COMMANDS } from './commands/index.ts';
import { EXIT_CODES, exitCode } from './exit-codes.ts';

it('is the table that the design promises', () => {
  const codes = Object.entries(EXIT_CODES).map(([name, { code }]) => [name, code]);
  expect(codes).toEqual([
    ['yes', 0],
    ['no', 1],
    ['usage', 2],
    ['warnings', 3],
    ['cannot', 4],
    ['fault', 100],
    ['interrupted', 130],
  ]);
});

it('has no number twice', () => {
  const numbers = Object.values(EXIT_CODES).map((e) => e.code);
  expect(new Set(numbers).size).toBe(numbers.length);
  expect(exitCode('cannot')).toBe(4);
});

it('is used by every command: yes and usage at least', async () => {
  for (const entry of COMMANDS)
    expect((await entry.load()).exitCodes).toEqual(expect.arrayContaining(['yes', 'usage']));
});
