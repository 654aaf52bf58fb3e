import { NO_DOCUMENTS } from './_documents.ts';
import { onOperator } from './_people.ts';
import type { Remark, Rule, RuleContext } from './rule.ts';

/** Operators of whom no copy says that they know where it lies. */
const lost = ({ network }: RuleContext): Remark[] => {
  const { documents, operators } = network;
  if (!documents.some(({ known }) => known.length > 0)) return [];
  return operators
    .filter(({ id }) => !documents.some((copy) => copy.known.includes(id) || copy.with === id))
    .map((operator) =>
      onOperator(operator, {
        what: 'is not among those who know where a copy of the documents is',
        expected: 'expected everybody in some "known"',
      }),
    );
};

/** Documents of another inventory than the one that is deployed. */
const stale = ({ network, records }: RuleContext): Remark[] => {
  const [first] = network.documents;
  const { model, docs } = records?.deployed ?? {};
  if (!first || model === docs) return [];
  return [
    {
      on: network.name,
      place: first.place,
      text: `the documents were made from inventory "${docs}" and "${model}" is deployed, expected one and the same`,
    },
  ];
};

const unjudged = ({ network, records }: RuleContext): string[] => {
  if (network.documents.length === 0) return [NO_DOCUMENTS];
  return [
    ...(records?.deployed ? [] : ['no record says what the documents were made from']),
    ...(network.documents.some(({ known }) => known.length > 0) ? [] : ['no document has "known"']),
  ];
};

/** T61, T62: all documentation is up to date, and it is well known where to find it. */
export const docsCurrent: Rule = {
  id: 'R47',
  name: 'docs-current',
  title: 'documents are of the network that is deployed, and everybody knows where they are',
  severity: 'warning',
  from: 'a',
  sources: ['T61', 'T62'],
  profiles: ['talk'],
  after: ['R48'],
  check: (context) => [...lost(context), ...stale(context)],
  unjudged,
};
