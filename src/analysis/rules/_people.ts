import type { Operator } from '#model/network.ts';
import type { Remark, RuleContext } from './rule.ts';

/** The remark on a person. */
export const onOperator = (operator: Operator, said: { what: string; expected: string }): Remark => ({
  on: operator.id,
  place: operator.place,
  text: `operator "${operator.id}" ${said.what}, ${said.expected}`,
});

/** What is said once if the inventory tells of nobody. */
export const unlessAny = (
  { network }: RuleContext,
  isSaid: (operator: Operator) => boolean,
  key: string,
): string[] => {
  if (network.operators.length === 0) return ['there are no operators'];
  return network.operators.some(isSaid) ? [] : [`no operator has "${key}"`];
};
