import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { deviceCuts } from '#analysis/device-cuts.ts';
import { type Loss, wayChanges } from '#analysis/diff/ways.ts';
import { type Analysis, analyse, breakOnPaper } from '#analysis/state.ts';
import { allFailures, survive } from '#analysis/survive.ts';
import { pairWork, survivePairs } from '#analysis/survive-pairs.ts';
import { failureId } from '#model/failure.ts';
import { type Damage, damaged, damages } from '../changes/_networks.ts';

const RUNS = 12;

/** Verbs with nothing broken. */
const healthy = ({ verbs }: Analysis): Set<string> =>
  new Set(verbs.filter((verb) => verb.healthy).map(({ verb, device }) => `${verb} ${device}`));

/** `failure takes verb device`, by breaking the network with each failure by itself. */
const singlesOf = (analysis: Analysis): Set<string> =>
  new Set(
    allFailures(analysis).flatMap((failure) => {
      const id = failureId(failure);
      const broken = breakOnPaper(analysis, new Set([analysis.facts.system.id(id)!]));
      return broken.touched
        .filter((verb) => broken.state(verb) === 'lost')
        .map(({ verb, device }) => `${id} takes ${verb} ${device}`);
    }),
  );

/** `failure + failure takes verb device`, from what `survive --device` prints. */
const pairsOf = (analysis: Analysis): Set<string> =>
  new Set(
    deviceCuts(analysis, analysis.verbs, 2).flatMap(({ device, verb, sets }) =>
      sets
        .filter((set) => set.length === 2)
        .flatMap(([one, other]) =>
          one!.flatMap((a) =>
            other!.map((b) => `${[failureId(a), failureId(b)].sort().join(' + ')} takes ${verb} ${device}`),
          ),
        ),
    ),
  );

const flat = (losses: readonly Loss[]): string[] =>
  losses
    .flatMap(({ sets, ways }) =>
      sets.flatMap((set) =>
        ways.map(({ verb, device }) => `${set.map(failureId).sort().join(' + ')} takes ${verb} ${device}`),
      ),
    )
    .sort();

const verbIn = (text: string): string => text.slice(text.indexOf(' takes ') + ' takes '.length);

/** Of verbs that both have: what only the first set has. */
const only = (one: Set<string>, other: Set<string>, both: Set<string>): string[] =>
  [...one].filter((text) => !other.has(text) && both.has(verbIn(text))).sort();

/** The same for pairs, without those of which a failure takes the verb alone in the other network. */
const onlyPairs = (one: Set<string>, other: Set<string>, singles: Set<string>, both: Set<string>): string[] =>
  only(one, other, both).filter((text) => {
    const [failures, verb] = [text.slice(0, text.indexOf(' takes ')), verbIn(text)];
    return failures.split(' + ').every((failure) => !singles.has(`${failure} takes ${verb}`));
  });

/** Two states of one network: as it is, and with something else missing. */
const twins: fc.Arbitrary<readonly [Damage, Damage]> = fc
  .tuple(damages, damages)
  .map(([one, other]) => [one, { ...other, base: one.base }] as const);

describe('what a change of the inventory does to ways in', () => {
  it('is what breaking both networks says, failure by failure and pair by pair', { timeout: 120_000 }, () => {
    let found = 0;
    fc.assert(
      fc.property(twins, ([one, other]) => {
        const [before, after] = [analyse(damaged(one)), analyse(damaged(other))];
        const changes = wayChanges(before, after);
        const [was, is] = [healthy(before), healthy(after)];
        const both = new Set([...was].filter((verb) => is.has(verb)));
        const keys = (ways: typeof changes.lost) =>
          ways.map(({ verb, device }) => `${verb} ${device}`).sort();
        expect(keys(changes.lost)).toEqual([...was].filter((verb) => !is.has(verb)).sort());
        expect(keys(changes.won)).toEqual([...is].filter((verb) => !was.has(verb)).sort());
        const [oldSingles, singles] = [singlesOf(before), singlesOf(after)];
        expect(flat(changes.singles.more)).toEqual(only(singles, oldSingles, both));
        expect(flat(changes.singles.fewer)).toEqual(only(oldSingles, singles, both));
        const [oldPairs, pairs] = [pairsOf(before), pairsOf(after)];
        const more = onlyPairs(pairs, oldPairs, oldSingles, both);
        expect(flat(changes.pairs.more)).toEqual(more);
        expect(flat(changes.pairs.fewer)).toEqual(onlyPairs(oldPairs, pairs, singles, both));
        found += more.length + changes.singles.more.length;
      }),
      { numRuns: RUNS },
    );
    expect(found).toBeGreaterThan(0);
  });

  it('has the scores that survive has', () => {
    const network = damaged({ base: 2, cut: [], waiting: [], serving: [], interlinks: [] });
    const analysis = analyse(network);
    const { before, after } = wayChanges(analysis, analysis);
    expect(after).toEqual(before);
    const survival = survive(analysis, 0);
    const pairs = survivePairs(pairWork(analysis), 1);
    expect(after.failures).toBe(survival.verdicts.length);
    expect(after.healthy).toEqual(survival.healthy);
    for (const verb of ['ssh', 'console', 'power'] as const) {
      expect(after.singles[verb]).toBeCloseTo(survival.score[verb], 12);
      expect(after.pairs[verb]).toBeCloseTo(pairs.score[verb], 12);
    }
  });
});
