import { daysBetween } from './_age.ts';
import { NO_DOCUMENTS, updatedOn } from './_documents.ts';
import { onOperator } from './_people.ts';
import type { Remark, Rule, RuleContext } from './rule.ts';

/** No source gives a figure; a quarter is ours. */
const DAYS = 90;

const withoutCopy = ({ network }: RuleContext): Remark[] =>
  network.operators
    .filter(({ id }) => !network.documents.some((copy) => copy.with === id))
    .map((operator) =>
      onOperator(operator, {
        what: 'has no copy of the documents at hand',
        expected: 'expected one "with" each operator',
      }),
    );

const noneOutside = ({ network }: RuleContext): Remark[] => {
  const [first] = network.documents;
  if (!first || network.documents.some((copy) => copy.provider !== undefined && copy.on === undefined))
    return [];
  return [
    {
      on: network.name,
      place: first.place,
      text: 'no copy of the documents lies outside of all sites, expected one at a "provider"',
    },
  ];
};

const old = (context: RuleContext): Remark[] =>
  context.network.documents.flatMap((copy) => {
    const day = updatedOn(context, copy);
    const age = day === undefined ? 0 : daysBetween(day, context.today);
    if (age <= DAYS) return [];
    const text = `documents "${copy.id}" are ${age} days old, expected ${DAYS} at most`;
    return [{ on: copy.id, place: copy.place, text }];
  });

const unjudged = (context: RuleContext): string[] => {
  const { documents } = context.network;
  if (documents.length === 0) return [NO_DOCUMENTS];
  const silent = documents
    .filter((copy) => updatedOn(context, copy) === undefined)
    .map(({ id }) => `"${id}"`);
  return silent.length === 0 ? [] : [`nobody says how old the documents ${silent.join(', ')} are`];
};

/** T63: accessible even in the case of a network failure, by a local copy or one that is hosted elsewhere. */
export const docsOffline: Rule = {
  id: 'R48',
  name: 'docs-offline',
  title: 'every operator has a fresh copy of the documents, and one lies outside of all sites',
  severity: 'error',
  from: 'a',
  sources: ['T63', 'INC-FB'],
  profiles: ['talk'],
  check: (context) =>
    context.network.documents.length === 0
      ? []
      : [...withoutCopy(context), ...noneOutside(context), ...old(context)],
  unjudged,
};
