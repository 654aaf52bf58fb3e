import { describe, expect, it } from 'vitest';
import { nearestPaths } from './nearest-path.ts';

const PATHS = ['zrh1/r01/gw1', 'zrh1/r01/gw2', 'gva1/r01/gw1', 'zrh1/r01/jump1', 'rdv1'];

describe('nearest paths', () => {
  it.each([
    ['those that end like it', 'gw1', ['zrh1/r01/gw1', 'gva1/r01/gw1']],
    ['with part of the path', 'r01/gw2', ['zrh1/r01/gw2']],
    ['spelt almost so as a whole', 'zrh1/r01/jmup1', ['zrh1/r01/jump1']],
    ['spelt almost so in the last part', 'jmup1', ['zrh1/r01/jump1']],
    ['nothing is near', 'nobody', []],
    ['an empty word', '', []],
  ])('%s', (_, name, expected) => {
    expect(nearestPaths(name, PATHS)).toEqual(expected);
  });

  it('names three at most, and others beside them', () => {
    expect(
      nearestPaths(
        'gw1',
        ['a', 'b', 'c', 'd'].map((site) => `${site}/gw1`),
      ),
    ).toHaveLength(3);
    expect(nearestPaths('intrenet', PATHS, ['internet'])).toEqual(['internet']);
  });
});
