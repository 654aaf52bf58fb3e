import { loginTo, openvpnDoors } from './_ends.ts';
import type { FailureKind } from './kind.ts';

/** The certificate of a gateway's VPN server has expired: new sessions fail, those that run go on. */
export const certificateExpired: FailureKind = {
  id: 'certificate-expired',
  title: "the certificate of a gateway's VPN has expired",
  scope: 'device',
  scopes: ({ network }) => openvpnDoors(network).map((door) => door.gateway),
  takes: (_topology, scope) => [`service:${scope}/openvpn-oob`],
  repair: (_topology, scope) => ({ remote: loginTo([scope]), otherwise: 'hands' }),
};
