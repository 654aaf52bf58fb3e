import fc from 'fast-check';
import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import { makeStyle } from './style.ts';
import { wrap } from './wrap.ts';

describe('wrap', () => {
  it.each([
    ['short', 'short'],
    ['one two three', 'one two\n    three'],
    ['  hint one two', '  hint one\n      two'],
    ['a-name-that-is-too-long b', 'a-name-that-is-too-long\n    b'],
    ['first\nsecond line here', 'first\nsecond\n    line\n    here'],
  ])('%j becomes %j', (text, expected) => {
    expect(wrap(text, 10)).toBe(expected);
  });

  it('does not count colours', () => {
    const text = `${makeStyle(true).red('one')} two`;
    expect(wrap(text, 7)).toBe(text);
  });

  it('leaves text alone where there is no end of the line', () => {
    const text = 'word '.repeat(1000);
    expect(wrap(text, Number.POSITIVE_INFINITY)).toBe(text);
  });

  it('keeps all words in their order, and lines that can fit do', () => {
    const words = fc.array(fc.stringMatching(/^[a-z/0-9]{1,15}$/), { minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(words, fc.integer({ min: 20, max: 60 }), (all, width) => {
        const text = wrap(all.join(' '), width);
        expect(text.split(/\s+/)).toEqual(all);
        for (const line of text.split('\n')) expect(stringWidth(line)).toBeLessThanOrEqual(width);
      }),
    );
  });
});
