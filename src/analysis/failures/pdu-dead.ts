import { BY_HAND, idsOf } from './_repairs.ts';
import type { FailureKind } from './kind.ts';

/** A PDU is broken for good: its outlets are off, and nobody can tell it anything. */
export const pduDead: FailureKind = {
  id: 'pdu-dead',
  title: 'a PDU is dead, and so are its outlets',
  scope: 'device',
  scopes: ({ network }) => idsOf(network.devices.filter((device) => device.role === 'pdu')),
  takes: (_topology, scope) => [`running:${scope}`],
  repair: () => BY_HAND,
};
