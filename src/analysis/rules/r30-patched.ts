import type { Software } from '#model/software.ts';
import { daysBetween, isOlder } from './_age.ts';
import { onDevice, type Said } from './_remark.ts';
import { known, withoutFact } from './_software.ts';
import type { Rule } from './rule.ts';

/** No source gives a figure; a quarter is ours. */
const DAYS = 90;

const faults = ({ id, reviewed, supportedUntil }: Software, today: string): Said[] => [
  ...(supportedUntil !== undefined && supportedUntil < today
    ? [
        {
          what: `runs "${id}", whose support ended on "${supportedUntil}"`,
          expected: 'expected a version that gets patches',
        },
      ]
    : []),
  ...(reviewed !== undefined && isOlder(reviewed, today, DAYS)
    ? [
        {
          what: `runs "${id}", which nobody reviewed for ${daysBetween(reviewed, today)} days`,
          expected: `expected a review every ${DAYS} days`,
        },
      ]
    : []),
];

/** T32: the network must be well maintained with security patches. */
export const patched: Rule = {
  id: 'R30',
  name: 'patched',
  title: "somebody looked after the patches of management's software within 90 days",
  severity: 'warning',
  from: 'b',
  sources: ['T32', 'CISA24'],
  profiles: ['talk', 'cisa', 'nsa'],
  check: (context) =>
    known(context).flatMap(({ device, software }) =>
      faults(software, context.today).map((said) => onDevice(context, device, said)),
    ),
  unjudged: (context) => withoutFact(context, 'reviewed', ({ reviewed }) => reviewed !== undefined),
};
