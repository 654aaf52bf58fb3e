import { expect, it } from 'vitest';
import { fakeStdio } from '../fake-stdio.ts';
import { makeProgress } from './progress.ts';

const show = (terminal: boolean, quiet: boolean): string => {
  const io = fakeStdio({ errTerminal: terminal, columns: 30 });
  const progress = makeProgress(io, quiet);
  progress.show('a line that is longer than the terminal is wide');
  progress.clear();
  progress.clear();
  return io.stderr();
};

it('is silent in a pipe, and when told to be', () => {
  expect(show(false, false)).toBe('');
  expect(show(true, true)).toBe('');
});

it('keeps to one line of a terminal and removes it once', () => {
  expect(show(true, false)).toBe('\r\u001b[2Ka line that is longer than th\r\u001b[2K');
});
