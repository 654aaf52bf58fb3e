import { onDevice } from './_remark.ts';
import { known, withoutFact } from './_software.ts';
import type { Rule } from './rule.ts';

/** T60: the management network normally does not need the latest feature releases. */
export const boringRelease: Rule = {
  id: 'R46',
  name: 'boring-release',
  title: "management's software is of a release train that gets fixes only",
  severity: 'info',
  from: 'b',
  sources: ['T60'],
  profiles: ['talk'],
  check: (context) =>
    known(context)
      .filter(({ software }) => software.train === 'feature')
      .map(({ device, software }) =>
        onDevice(context, device, {
          what: `runs "${software.id}", a feature release`,
          expected: 'expected one with long support',
        }),
      ),
  unjudged: (context) => withoutFact(context, 'train', ({ train }) => train !== undefined),
};
