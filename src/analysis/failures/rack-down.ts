import { membersOf } from './_members.ts';
import { BY_HAND } from './_repairs.ts';
import type { FailureKind } from './kind.ts';

/** A rack is gone: burnt, flooded, or somebody's hand on its main switch (T07). */
export const rackDown: FailureKind = {
  id: 'rack-down',
  title: 'everything in a rack is gone',
  scope: 'rack',
  scopes: ({ network }) => network.racks.map((rack) => rack.id),
  takes: (topology, scope) =>
    membersOf(topology, 'rack', scope).map((device) => `running:${device.id}` as const),
  repair: () => BY_HAND,
};
