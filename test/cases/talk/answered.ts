import type { Answer } from './claims.ts';
import { hasCase } from './verdict.ts';

/** Whether the unit exists; a rule that is not written yet has no case. */
export const isAnswered = (answer: Answer): boolean => {
  if ('rule' in answer) return hasCase(answer.rule);
  return 'fact' in answer ? hasCase(answer.by) : true;
};
