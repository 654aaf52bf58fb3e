import { loginTo, openvpnDoors } from './_ends.ts';
import type { FailureKind } from './kind.ts';

/** The revocation list of the VPN's authority has expired. OpenVPN then refuses every certificate, at every door. */
export const crlExpired: FailureKind = {
  id: 'crl-expired',
  title: 'the revocation list has expired, and no VPN lets anybody in',
  scope: 'network',
  scopes: ({ network }) => (openvpnDoors(network).length > 0 ? [network.name] : []),
  takes: ({ network }) => openvpnDoors(network).map((door) => `service:${door.gateway}/openvpn-oob` as const),
  repair: ({ network }) => ({
    remote: loginTo(openvpnDoors(network).map((door) => door.gateway)),
    otherwise: 'hands',
  }),
};
