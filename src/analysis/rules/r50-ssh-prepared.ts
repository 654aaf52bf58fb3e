import type { Operator } from '#model/network.ts';
import { daysBetween, latest } from './_age.ts';
import { onOperator, unlessAny } from './_people.ts';
import type { Remark, Rule, RuleContext } from './rule.ts';

/** No source gives a figure; a quarter is ours. */
const DAYS = 90;
const EXPECTED = `expected a login that worked in the last ${DAYS} days`;

const notes = ({ records }: RuleContext, operator: Operator) =>
  records?.laptops?.filter((laptop) => laptop.operator === operator.id) ?? [];

const preparedOn = (context: RuleContext, operator: Operator): string | undefined =>
  latest([operator.prepared, ...notes(context, operator).map(({ date }) => date)]);

const isSaid = (context: RuleContext): boolean =>
  context.records?.laptops !== undefined ||
  context.network.operators.some((operator) => preparedOn(context, operator) !== undefined);

/** Where there are two doors, a login by one of them says nothing of the other. */
const oneDoor = (context: RuleContext, operator: Operator): boolean => {
  const tried = new Set(notes(context, operator).flatMap(({ doors }) => doors));
  return notes(context, operator).length > 0 && context.network.doors.length > 1 && tried.size < 2;
};

const fault = (context: RuleContext, operator: Operator): { what: string; expected: string } | undefined => {
  const day = preparedOn(context, operator);
  if (day === undefined) return { what: 'has never been seen to get in', expected: EXPECTED };
  const age = daysBetween(day, context.today);
  if (age > DAYS) return { what: `was last seen to get in ${age} days ago`, expected: EXPECTED };
  return oneDoor(context, operator)
    ? { what: 'was seen to get in by one door', expected: 'expected two that work' }
    : undefined;
};

const check = (context: RuleContext): Remark[] => {
  if (!isSaid(context)) return [];
  return context.network.operators.flatMap((operator) => {
    const said = fault(context, operator);
    return said ? [onOperator(operator, said)] : [];
  });
};

/** T65: SSH connections are prepared, keys deployed. */
export const sshPrepared: Rule = {
  id: 'R50',
  name: 'ssh-prepared',
  title: "every operator's ssh configuration and key were seen to work lately, by two doors",
  severity: 'error',
  from: 'a',
  sources: ['T65'],
  profiles: ['talk'],
  check,
  unjudged: (context) =>
    isSaid(context) ? [] : unlessAny(context, (operator) => operator.prepared !== undefined, 'prepared'),
};
