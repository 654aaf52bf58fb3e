import type { Operator } from '#model/network.ts';
import { daysBetween, latest } from './_age.ts';
import { onOperator, unlessAny } from './_people.ts';
import type { Remark, Rule, RuleContext } from './rule.ts';

/** No source gives a figure; once a year is ours. */
const DAYS = 365;

const trainedOn = ({ records }: RuleContext, { id, trained }: Operator): string | undefined =>
  latest([
    trained,
    ...(records?.trainings ?? []).filter(({ operator }) => operator === id).map(({ date }) => date),
  ]);

const isSaid = (context: RuleContext): boolean =>
  context.records?.trainings !== undefined ||
  context.network.operators.some((operator) => trainedOn(context, operator) !== undefined);

const untrained = (context: RuleContext): Remark[] =>
  context.network.operators.flatMap((operator) => {
    const day = trainedOn(context, operator);
    if (day === undefined)
      return [
        onOperator(operator, { what: 'was never trained', expected: `expected a drill every ${DAYS} days` }),
      ];
    const age = daysBetween(day, context.today);
    if (age <= DAYS) return [];
    return [
      onOperator(operator, {
        what: `was trained ${age} days ago`,
        expected: `expected a drill every ${DAYS} days`,
      }),
    ];
  });

/** Sites that too few people are on duty for, if anybody is said to be on duty at all. */
const shortHanded = ({ network }: RuleContext): Remark[] => {
  if (!network.operators.some(({ duty }) => duty.length > 0)) return [];
  return network.sites.flatMap((site) => {
    const count = network.operators.filter(({ duty }) => duty.includes(site.id)).length;
    if (count >= 2) return [];
    const text = `site "${site.id}" has ${count === 0 ? 'nobody' : 'one operator'} on duty, expected two`;
    return [{ on: site.id, place: site.place, text }];
  });
};

/** T64: administrators are trained and know how to use the management network. */
export const trained: Rule = {
  id: 'R49',
  name: 'trained',
  title: 'every operator was trained within a year, and two are on duty for each site',
  severity: 'warning',
  from: 'a',
  sources: ['T64', 'INC-PDX'],
  profiles: ['talk'],
  check: (context) => [...(isSaid(context) ? untrained(context) : []), ...shortHanded(context)],
  unjudged: (context) =>
    isSaid(context) ? [] : unlessAny(context, (operator) => operator.trained !== undefined, 'trained'),
};
