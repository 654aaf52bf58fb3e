import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { changeKinds } from '#analysis/changes/index.ts';
import { countGoals, countsAfter } from '#analysis/changes/trial.ts';
import { compileFacts } from '#analysis/facts/compile.ts';
import { verbName } from '#analysis/facts/verbs.ts';
import { type Analysis, analyse } from '#analysis/state.ts';
import type { Network } from '#model/network.ts';
import { damaged, damages } from './_networks.ts';

/** As many as find each kind of change at work: a network with its five changes takes a quarter of a second. */
const RUNS = 24;

/** The counts of the verbs with the changed network compiled as a whole, and solved as a whole. */
const fresh = ({ verbs }: Analysis, network: Network) => {
  const { system } = compileFacts(network);
  return countGoals(
    system,
    verbs.map(({ verb, device }) => system.id(verbName(verb, device))!),
  );
};

const before = ({ facts, verbs }: Analysis) =>
  countGoals(
    facts.system,
    verbs.map((verb) => verb.fact),
  );

describe('a change', () => {
  it('is worth what compiling the changed network anew says', { timeout: 120_000 }, () => {
    const tried = new Map<string, number>();
    fc.assert(
      fc.property(damages, fc.integer({ min: 0, max: 999 }), (damage, which) => {
        const analysis = analyse(damaged(damage));
        const counts = before(analysis);
        for (const kind of changeKinds) {
          const candidates = kind.candidates(analysis.facts.topology);
          const change = candidates[Math.floor((which * candidates.length) / 1000)];
          if (!change) continue;
          const changed = change.apply();
          const [ours, theirs] = [countsAfter(analysis, counts, changed), fresh(analysis, changed)];
          const wrong = analysis.verbs.filter((_, at) => String(ours[at]) !== String(theirs[at]));
          expect(wrong.map(({ verb, device }) => `${change.text}: ${verb} of ${device}`)).toEqual([]);
          if (String(ours) !== String(counts)) tried.set(kind.id, (tried.get(kind.id) ?? 0) + 1);
        }
      }),
      { numRuns: RUNS },
    );
    // Each kind changed something in some network.
    expect([...tried.keys()].sort()).toEqual(changeKinds.map(({ id }) => id));
  });
});
