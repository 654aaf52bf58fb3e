import { each, withRole } from './_choose.ts';
import type { Replay } from './replay.ts';

export const loop: Replay = {
  id: 'loop',
  title: "the talk's own: a loop",
  story:
    'Two management ports of one rack are connected with each other. There is no spanning tree, on purpose.',
  broken: 'a loop at the last management switch that was written',
  failures: ({ network }) =>
    each(
      'switch-loop',
      withRole(network, 'management-switch')
        .slice(-1)
        .map(({ id }) => id),
    ),
  savedBy: ['R43'],
};
