import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { loadInventory } from '#inventory/load.ts';
import { STATES, VERBS } from '#model/failure.ts';
import { inBandName } from './facts/verbs.ts';
import { analyse, baseFacts, breakOnPaper } from './state.ts';
import { allFailures } from './survive.ts';
import { whatIf } from './whatif.ts';

describe('what-if', () => {
  const file = join(import.meta.dirname, '../../examples/full/relaxops.yaml');
  const analysis = analyse(loadInventory(file).network!);
  const failures = allFailures(analysis);

  it('says of every device what asking each verb anew says, and counts it', () => {
    const picks = fc.uniqueArray(fc.nat(failures.length - 1), { minLength: 0, maxLength: 3 });
    fc.assert(
      fc.property(picks, (at) => {
        const some = at.map((one) => failures[one]!);
        const found = whatIf(analysis, some);
        const broken = breakOnPaper(analysis, baseFacts(analysis, some).failed);
        const states = new Map(found.devices.map((one) => [one.device, one]));
        for (const verb of analysis.verbs)
          expect(states.get(verb.device)!.states[verb.verb]).toBe(broken.state(verb));
        for (const { device, inBand } of found.devices) {
          const fact = analysis.facts.system.id(inBandName(device));
          expect(inBand).toBe(fact !== undefined && broken.holds(fact));
        }
        for (const verb of VERBS)
          for (const state of STATES)
            expect(found.counts[verb][state]).toBe(
              found.devices.filter((one) => one.states[verb] === state).length,
            );
      }),
      { numRuns: 60 },
    );
  });
});
