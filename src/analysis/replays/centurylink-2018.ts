import { each, largestSite, withRole } from './_choose.ts';
import type { Replay } from './replay.ts';

export const centurylink2018: Replay = {
  id: 'centurylink-2018',
  incident: 'INC-CTL18',
  title: 'CenturyLink, 27 December 2018, 37 hours',
  story:
    'A management card sent packets that multiplied over the transport network, and the carrier could not see its own network any more.',
  broken: 'a storm in the management segment of the largest site',
  failures: ({ network }) => {
    const site = largestSite(network);
    const [first] = withRole(network, 'management-switch', site?.id);
    return first ? each('switch-loop', [first.id]) : [];
  },
  savedBy: ['R08', 'R14', 'R33', 'R43'],
};
