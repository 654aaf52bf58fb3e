import { ALL, ANY, BASE, FactBuilder, type FactSystem, solve } from '#analysis/facts/system.ts';
import type { Analysis } from '#analysis/state.ts';

/** A fact as written, for mutations: return it changed, or as it is. */
export interface Written {
  readonly name: string;
  readonly kind: 'base' | 'all' | 'any';
  readonly deps: readonly string[];
}

const KINDS = { [BASE]: 'base', [ALL]: 'all', [ANY]: 'any' } as const;

const written = (system: FactSystem, id: number): Written => ({
  name: system.name(id),
  kind: KINDS[system.kinds[id] as 0 | 1 | 2],
  deps: [...system.deps.subarray(system.start[id]!, system.start[id + 1]!)].map((dep) => system.name(dep)),
});

/** The same analysis with every fact passed through the mutation: a model that is wrong in one way. */
export const mutate = (analysis: Analysis, change: (fact: Written) => Written): Analysis => {
  const facts = new FactBuilder();
  for (let id = 0; id < analysis.facts.system.size; id++) {
    const { name, kind, deps } = change(written(analysis.facts.system, id));
    if (kind === 'base') facts.base(name);
    else if (kind === 'all') facts.all(name, deps);
    else facts.any(name, deps, 'mutated');
  }
  const system = facts.seal();
  return { ...analysis, facts: { ...analysis.facts, system }, healthy: solve(system, new Set()) };
};
