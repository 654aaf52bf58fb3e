import { describe, expect, it } from 'vitest';
import { makeStyle, PLAIN, wantsColour } from './style.ts';

describe('wantsColour', () => {
  const cases: [string, boolean, Record<string, string>, boolean, boolean][] = [
    ['a terminal', true, {}, false, true],
    ['a pipe', false, {}, false, false],
    ['NO_COLOR', true, { NO_COLOR: '1' }, false, false],
    ['an empty NO_COLOR, which says nothing', true, { NO_COLOR: '' }, false, true],
    ['a dumb terminal', true, { TERM: 'dumb' }, false, false],
    ['--no-color', true, {}, true, false],
  ];
  it.each(cases)('%s', (_name, terminal, env, refused, expected) => {
    expect(wantsColour(terminal, env, refused)).toBe(expected);
  });
});

it('paints or leaves alone', () => {
  expect(makeStyle(true).bold('x')).toBe('\u001b[1mx\u001b[22m');
  expect(PLAIN.bold('x')).toBe('x');
});
