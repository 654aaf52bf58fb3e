import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Change } from '#analysis/changes/change.ts';
import { changeKinds } from '#analysis/changes/index.ts';
import { type Count, countGoals, countsAfter } from '#analysis/changes/trial.ts';
import { compileFacts } from '#analysis/facts/compile.ts';
import { verbName } from '#analysis/facts/verbs.ts';
import { type Analysis, analyse } from '#analysis/state.ts';
import { loadInventory } from '#inventory/load.ts';
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

const countsOf = ({ facts, verbs }: Analysis) =>
  countGoals(
    facts.system,
    verbs.map((verb) => verb.fact),
  );

const ROOT = join(import.meta.dirname, '../../..');
/** Networks with what the random ones lack: BMCs on production, logins that ask a server, other engines and policies, two versions of IP. */
const NAMED = [
  'examples/c-one-datacentre/relaxops.yaml',
  'examples/d-datacentres/relaxops.yaml',
  ...['ipv6', 'logins', 'pairs', 'wireguard'].map((name) => `test/cases/${name}/relaxops.yaml`),
  ...['bmc-lan', 'cold', 'names'].map((name) => `test/cases/lab/${name}.yaml`),
];
/** Of each kind, spread over all that there are. */
const EACH = 8;

/** Verbs for which the two ways to count disagree, and whether the change is worth anything. */
const tryOut = (analysis: Analysis, counts: readonly Count[], { text, apply }: Change) => {
  const changed = apply();
  const [ours, theirs] = [countsAfter(analysis, counts, changed), fresh(analysis, changed)];
  const wrong = analysis.verbs.filter((_, at) => String(ours[at]) !== String(theirs[at]));
  return {
    wrong: wrong.map(({ verb, device }) => `${text}: ${verb} of ${device}`),
    matters: String(ours) !== String(counts),
  };
};

describe('a change', () => {
  it.for(NAMED)('of %s is worth the same', { timeout: 120_000 }, (file) => {
    const analysis = analyse(loadInventory(join(ROOT, file)).network!);
    const counts = countsOf(analysis);
    const chosen = changeKinds.flatMap((kind) => {
      const candidates = kind.candidates(analysis.facts.topology);
      const step = Math.max(1, Math.floor(candidates.length / EACH));
      return candidates.filter((_, at) => at % step === 0);
    });
    expect(chosen.length).toBeGreaterThan(0);
    expect(chosen.flatMap((change) => tryOut(analysis, counts, change).wrong)).toEqual([]);
  });

  it('is worth what compiling the changed network anew says', { timeout: 120_000 }, () => {
    const tried = new Set<string>();
    fc.assert(
      fc.property(damages, fc.integer({ min: 0, max: 999 }), (damage, which) => {
        const analysis = analyse(damaged(damage));
        const counts = countsOf(analysis);
        for (const kind of changeKinds) {
          const candidates = kind.candidates(analysis.facts.topology);
          const change = candidates[Math.floor((which * candidates.length) / 1000)];
          if (!change) continue;
          const { wrong, matters } = tryOut(analysis, counts, change);
          expect(wrong).toEqual([]);
          if (matters) tried.add(kind.id);
        }
      }),
      { numRuns: RUNS },
    );
    // Each kind changed something in some network.
    expect([...tried].sort()).toEqual(changeKinds.map(({ id }) => id));
  });
});
