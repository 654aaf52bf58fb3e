import { onOperator, unlessAny } from './_people.ts';
import type { Rule } from './rule.ts';

/** CISA 2024: administration from dedicated machines only. */
export const adminWorkstation: Rule = {
  id: 'R61',
  name: 'admin-workstation',
  title: 'operators enter from machines that are for administration only',
  severity: 'warning',
  from: 'a',
  sources: ['CISA24'],
  profiles: ['cisa'],
  check: ({ network }) =>
    network.operators
      .filter(({ workstation }) => workstation === false)
      .map((operator) =>
        onOperator(operator, {
          what: 'enters from a machine that is for other things too',
          expected: 'expected one for administration only',
        }),
      ),
  unjudged: (context) => unlessAny(context, ({ workstation }) => workstation !== undefined, 'workstation'),
};
