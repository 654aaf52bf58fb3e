import type { RuleContext } from './rule.ts';

/** A hint to add something: the wiring by default does the rest, or, where nothing is wired by default, its cables have to be written. */
export const thenWired = ({ network }: RuleContext, add: string, wired: string): string =>
  network.wiring === 'written' ? `${add}, and write its cables in "cables"` : `${add}; ${wired} by default`;
