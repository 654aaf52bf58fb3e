import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cutSets } from '#analysis/cutsets/cut-sets.ts';
import { expanded } from '#analysis/cutsets/expand.ts';
import { NEVER } from '#analysis/cutsets/family.ts';
import { lostFacts } from '#analysis/facts/incremental.ts';
import { BASE } from '#analysis/facts/system.ts';
import { EXAMPLES, example, verbGoals } from './_examples.ts';

describe.each(EXAMPLES)('cut sets of %s', (name) => {
  const analysis = example(name);
  const { system } = analysis.facts;
  const goals = verbGoals(analysis);
  const cuts = cutSets(system, goals, 3);
  const sets = new Map(
    goals.map((goal) => [goal, cuts.family(goal) === NEVER ? [[]] : expanded(cuts, cuts.family(goal))]),
  );
  const bases = [...system.kinds.keys()].filter((id) => system.kinds[id] === BASE);
  const keys = (goal: number): Set<string> =>
    new Set(sets.get(goal)!.map((set) => [...set].sort().join(' ')));
  const cutBy = (known: Set<string>, failed: readonly number[]): boolean => {
    const [a, b, c] = failed;
    const parts = [[], [a], [b], [c], [a, b], [a, c], [b, c], [a, b, c]];
    return parts.some((part) => known.has([...part].sort().join(' ')));
  };

  it('tell of every single failure, and of pairs and triples by chance, what what-if tells', () => {
    const known = new Map(goals.map((goal) => [goal, keys(goal)]));
    const compare = (failed: readonly number[]): void => {
      const lost = lostFacts(system, analysis.healthy, new Set(failed));
      for (const goal of goals) {
        const alive = analysis.healthy.holds[goal] === 1 && !lost.has(goal);
        if (alive === cutBy(known.get(goal)!, failed)) throw new Error(`${system.name(goal)}: ${failed}`);
      }
    };
    for (const base of bases) compare([base, base, base]);
    const pick = fc.nat(bases.length - 1);
    fc.assert(
      fc.property(pick, pick, pick, (a, b, c) => compare([bases[a]!, bases[b]!, bases[c]!])),
      { numRuns: 300 },
    );
  });

  it('are minimal: what is left of one takes nothing', () => {
    for (const [goal, own] of sets)
      for (const set of own.filter((one, at) => one.length > 1 && at % 97 === 0))
        for (const spared of set) {
          const lost = lostFacts(system, analysis.healthy, new Set(set.filter((id) => id !== spared)));
          expect(lost.has(goal)).toBe(false);
        }
  });
});
