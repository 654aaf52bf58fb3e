import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { overlapOf, waysInto } from '#analysis/paths.ts';
import { analyse, baseFacts, breakOnPaper } from '#analysis/state.ts';
import { must } from '#base/result.ts';
import { loadInventory } from '#inventory/load.ts';
import { ROOT } from '../../architecture/source.ts';

const analysis = analyse(must(loadInventory(join(ROOT, 'examples/full/relaxops.yaml')).network, 'full'));
const ways = waysInto(analysis, 'zrh1/r02/sw1', 'ssh').filter((way) => way.band === 'oob');
const { all, pairs } = overlapOf(ways);

const failureOf = (id: string) => ({
  kind: id.slice(0, id.indexOf(':')),
  scope: id.slice(id.indexOf(':') + 1),
});

describe('what ways have in common', () => {
  it('is told of each two', () => {
    expect(ways.length).toBeGreaterThan(2);
    expect(pairs.length).toBe((ways.length * (ways.length - 1)) / 2);
  });

  it('of all of them: each of these failures takes the verb', () => {
    expect(all).toContain('device-dead:zrh1/r02/sw1');
    const lost = all.filter((id) => {
      const { failed } = baseFacts(analysis, [failureOf(id)]);
      const broken = breakOnPaper(analysis, failed);
      return analysis.verbs.some(
        (verb) => verb.device === 'zrh1/r02/sw1' && verb.verb === 'ssh' && broken.state(verb) === 'lost',
      );
    });
    expect(lost).toEqual(all);
  });

  it('by either gateway of the site: the jumphost, which neither can go around', () => {
    const [first] = pairs;
    expect(first?.ways).toEqual([0, 1]);
    expect(first?.both[0]).toBe('link-cut:zrh1/r01/jump1:mgmt');
  });

  it('one way alone shares nothing', () =>
    expect(overlapOf(ways.slice(0, 1))).toEqual({ all: [], pairs: [] }));
});
