import { hasRole } from '#model/device.ts';
import { loginTo } from './_ends.ts';
import { idsOf } from './_repairs.ts';
import type { FailureKind } from './kind.ts';

/** An operator's keys are gone, with the laptop or the token. Another operator gets in, and gives out new ones. */
export const keyLost: FailureKind = {
  id: 'key-lost',
  title: "an operator's keys are gone",
  scope: 'operator',
  scopes: ({ network }) => network.operators.map((operator) => operator.id),
  takes: (_topology, scope) => [`key:${scope}`],
  repair: ({ network }) => ({
    remote: loginTo(idsOf(network.devices.filter((device) => hasRole(device, 'jumphost')))),
    otherwise: 'hands',
  }),
};
