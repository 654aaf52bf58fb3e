import { loginTo, openvpnDoors } from './_ends.ts';
import type { FailureKind } from './kind.ts';

/** A gateway's clock is years off, as after a dead battery: to it every certificate is not yet valid, or no longer. */
export const clockWrong: FailureKind = {
  id: 'clock-wrong',
  title: "a gateway's clock is wrong, and no certificate is valid to it",
  scope: 'device',
  scopes: ({ network }) => openvpnDoors(network).map((door) => door.gateway),
  takes: (_topology, scope) => [`service:${scope}/openvpn-oob`],
  repair: (_topology, scope) => ({ remote: loginTo([scope]), otherwise: 'hands' }),
};
