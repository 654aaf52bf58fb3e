import { BY_HAND, idsOf } from './_repairs.ts';
import type { FailureKind } from './kind.ts';

/** The controller of a PDU is dead: outlets stay as they are, and nobody can switch them. */
export const pduControllerDead: FailureKind = {
  id: 'pdu-controller-dead',
  title: 'the controller of a PDU is dead, its outlets stay as they are',
  scope: 'device',
  scopes: ({ network }) => idsOf(network.devices.filter((device) => device.role === 'pdu')),
  takes: (_topology, scope) => [`system:${scope}`, `prompt:${scope}`],
  repair: () => BY_HAND,
};
