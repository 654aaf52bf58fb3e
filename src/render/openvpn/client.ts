import { RENDEZVOUS_PORT } from '#addressing/pools.ts';
import type { Door } from '#model/network.ts';
import type { RenderedFile } from '#model/rendered.ts';
import { clientInterface, shortName } from '../_door-names.ts';
import { netmask } from '../_prefix.ts';
import { file, header } from '../_text.ts';
import { RDV_TUN, rendezvousAddress, rendezvousTunnel, tunnelAddress } from '../_vpn.ts';
import type { RenderContext } from '../context.ts';
import type { Host } from '../renderer.ts';
import { ATTACHED, COMMON, credentials } from './common.ts';

/** Tries again at once and gives up early: the operator's other door is the better answer. No name is looked up. */
const DIALLING = ['nobind', 'connect-retry 1 2', 'server-poll-timeout 3', 'hand-window 10', 'resolv-retry 0'];

/** The server's certificate is for servers, and names this very one. */
const verified = (server: string): string[] => [
  'remote-cert-tls server',
  `verify-x509-name "${server}" name`,
];

/**
 * The VPN of an operator or a station through one door, as one file. Without `persist-tun`: when the door dies its routes
 * go, and those of the next door count.
 */
export const renderClient = (context: RenderContext, door: Door, subject: string): RenderedFile =>
  file(
    `openvpn/${shortName(context, door)}.conf`,
    [
      header({ id: subject }, `VPN through door ${door.id}`),
      'client',
      `remote ${door.address} ${door.port}`,
      ...DIALLING,
      ...COMMON,
      `dev ${clientInterface(context, door)}`,
      `tun-mtu ${door.mtu}`,
      `mssfix ${door.mtu} fixed`,
      ...verified(door.gateway),
      'explicit-exit-notify 1',
      '',
      ...credentials(context, subject, door.gateway),
    ],
    0o600,
  );

/** The tunnel by which a gateway behind a NAT dials out to its rendezvous, and is reached through it. */
export const rendezvousClient = (
  context: RenderContext,
  host: Host,
  door: Door,
  rendezvous: string,
): RenderedFile => {
  const { length, mtu } = rendezvousTunnel(context, rendezvous);
  return file(
    'openvpn/rdv.conf',
    [
      header(host, `tunnel to rendezvous ${rendezvous}`),
      'client',
      `remote ${rendezvousAddress(context, rendezvous)} ${RENDEZVOUS_PORT}`,
      ...DIALLING,
      ...COMMON,
      `dev ${RDV_TUN}`,
      `ifconfig ${tunnelAddress(context, door)} ${netmask(length)}`,
      ...ATTACHED,
      `tun-mtu ${mtu}`,
      ...verified(rendezvous),
      'explicit-exit-notify 1',
      '',
      ...credentials(context, host.device.id, rendezvous),
    ],
    0o600,
  );
};
