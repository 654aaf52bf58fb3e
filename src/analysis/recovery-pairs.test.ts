import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { loadInventory } from '#inventory/load.ts';
import { failureId } from '#model/failure.ts';
import { expanded } from './cutsets/expand.ts';
import { recover } from './recovery.ts';
import { analyse } from './state.ts';
import { allFailures } from './survive.ts';
import { pairCost, pairWork, survivePairs } from './survive-pairs.ts';

const EXAMPLES = ['a-one-server', 'b-one-rack', 'c-one-datacentre', 'd-datacentres', 'full'] as const;
const load = (name: string) =>
  analyse(loadInventory(join(import.meta.dirname, '../../examples', name, 'relaxops.yaml')).network!);

describe.each(EXAMPLES)('how pairs end in %s', (name) => {
  const analysis = load(name);
  const work = pairWork(analysis);
  const failures = allFailures(analysis);
  const { system } = analysis.facts;
  const idOf = (at: number): number => system.id(failureId(failures[at]!))!;
  /** Verbs for which the two are a minimal cut set, by the definition. */
  const bothOf = new Map<string, Set<number>>();
  for (const [at, verb] of analysis.verbs.entries())
    for (const set of expanded(work.cuts, work.cuts.family(verb.fact)).filter((one) => one.length === 2)) {
      const key = [...set].sort().join(' ');
      bothOf.set(key, (bothOf.get(key) ?? new Set()).add(at));
    }
  const compare = (a: number, b: number): string => {
    const key = [idOf(a), idOf(b)].sort().join(' ');
    const both = [...(bothOf.get(key) ?? [])].map((at) => analysis.verbs[at]!);
    const expected = recover(analysis, [failures[a]!, failures[b]!]);
    const ours = work.recovery.of(idOf(a), idOf(b), both);
    expect([a, b, ...ours]).toEqual([
      a,
      b,
      ...[a, b].map((at) => expected.get(failureId(failures[at]!))!.how),
    ]);
    return ours.join(' ');
  };
  const exhaustive = failures.length <= 30;

  it('is what breaking the network anew for the pair says', () => {
    const seen = new Set<string>();
    if (exhaustive)
      for (let a = 0; a < failures.length; a++) for (let b = 0; b < a; b++) seen.add(compare(a, b));
    const pick = fc.nat(failures.length - 1);
    fc.assert(
      fc.property(pick, pick, (a, b) => {
        if (a !== b) seen.add(compare(a, b));
      }),
      { numRuns: 250 },
    );
    // Pairs that are a cut set of something, where recovery is hardest.
    for (const key of [...bothOf.keys()].filter((_, at) => at % Math.ceil(bothOf.size / 150) === 0)) {
      const ids = key.split(' ').map(Number);
      const [a, b] = ids.map((id) => failures.findIndex((failure) => failureId(failure) === system.name(id)));
      seen.add(compare(a!, b!));
    }
    expect(seen.size).toBeGreaterThan(3);
  });

  it('lists first the pair that takes most, and none that one of its failures takes alone', () => {
    const { worst, together, pairs } = survivePairs(work, 10);
    expect(together).toBe(bothOf.size);
    expect(pairs).toBe((failures.length * (failures.length - 1)) / 2);
    const most = Math.max(...[...bothOf.values()].map((verbs) => verbs.size));
    expect(pairCost(worst[0]!)).toBe(most);
    expect(worst.map(pairCost)).toEqual(worst.map(pairCost).sort((a, b) => b - a));
  });
});
