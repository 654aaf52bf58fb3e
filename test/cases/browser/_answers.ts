import { cutSets } from '#analysis/cutsets/cut-sets.ts';
import { countSets } from '#analysis/cutsets/expand.ts';
import { analyse } from '#analysis/state.ts';
import { allFailures } from '#analysis/survive.ts';
import { whatIf } from '#analysis/whatif.ts';
import type { Network } from '#model/network.ts';

/** What is asked of a network in a browser and in Node: every so many-th failure by itself, and the cut sets of every verb. Pure. */
export const answers = (network: Network, every: number) => {
  const analysis = analyse(network);
  const goals = analysis.verbs.map((verb) => verb.fact);
  const cuts = cutSets(analysis.facts.system, goals, 2);
  return {
    facts: analysis.facts.system.size,
    whatIf: allFailures(analysis)
      .filter((_, at) => at % every === 0)
      .map((failure) => {
        const { devices, counts, recovery } = whatIf(analysis, [failure]);
        return { failure, devices, counts, recovery: [...recovery] };
      }),
    cuts: goals.map((goal) => countSets(cuts, cuts.family(goal))),
  };
};
