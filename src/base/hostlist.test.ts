import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { expandHostlist, foldHostlist } from './hostlist.ts';
import { naturalCompare } from './natural.ts';

const names = (text: string) => {
  const result = expandHostlist(text);
  return result.ok ? result.value : result.error.code;
};

describe('expandHostlist', () => {
  it.each([
    ['srv1', ['srv1']],
    ['srv[01-03]', ['srv01', 'srv02', 'srv03']],
    ['r[1-3,7]', ['r1', 'r2', 'r3', 'r7']],
    ['sw[8-11]', ['sw8', 'sw9', 'sw10', 'sw11']],
    ['gw1,gw2', ['gw1', 'gw2']],
    ['a[1-2]b[1-2]', ['a1b1', 'a1b2', 'a2b1', 'a2b2']],
    ['srv[5-3]', 'empty-range'],
    ['srv[]', 'empty-range'],
    ['srv[1-20000]', 'range-too-long'],
    ['srv[1-999999999]', 'range-too-long'],
    ['a[1-200]b[1-200]', 'range-too-long'],
    ['srv[1-03]', 'bad-range'],
    ['srv[a-c]', 'bad-range'],
    ['srv[1', 'bad-range'],
    ['srv1]', 'bad-range'],
    ['srv[[1]]', 'bad-range'],
    ['a,,b', 'bad-range'],
  ])('%s', (text, expected) => expect(names(text)).toEqual(expected));
});

describe('foldHostlist', () => {
  it('folds runs', () => expect(foldHostlist(['srv02', 'srv01', 'srv03', 'gw1'])).toBe('gw1,srv[01-03]'));
  it('keeps widths apart', () => expect(foldHostlist(['a9', 'a10', 'a010'])).toContain('a010'));
  it('is the inverse of expandHostlist', () => {
    const name = fc.stringMatching(/^[a-z]{1,2}-?\d{0,3}$/);
    fc.assert(
      fc.property(fc.uniqueArray(name, { minLength: 1, maxLength: 40 }), (list) => {
        expect([...(names(foldHostlist(list)) as string[])].sort(naturalCompare)).toEqual(
          [...list].sort(naturalCompare),
        );
      }),
    );
  });
});
