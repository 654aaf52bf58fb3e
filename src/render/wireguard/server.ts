import { operatorAddress, serverPort, stationAddress } from '#addressing/pools.ts';
import type { Door } from '#model/network.ts';
import { type RenderedFile, secretPlaceholder } from '#model/rendered.ts';
import { file, header } from '../_text.ts';
import type { RenderContext } from '../context.ts';
import type { Host } from '../renderer.ts';

/** A secret of a door and one of its clients alone, on top of their keys (wg(8), PresharedKey). */
export const presharedKey = (door: Door, subject: string): string =>
  secretPlaceholder(`wireguard-psk/${door.gateway}/${subject}`);

/** Who has no key (any more) is no peer, and gets no answer to a handshake. */
const peer = ({ material }: RenderContext, door: Door, id: string, ip: string): string[] => {
  const key = material.wireguardKeys?.[id];
  if (key === undefined) return [];
  return [
    '',
    '[Peer]',
    `# ${id}`,
    `PublicKey = ${key}`,
    `PresharedKey = ${presharedKey(door, id)}`,
    // Believed and answered at this address only.
    `AllowedIPs = ${ip}/32`,
  ];
};

/** The gateway's end of a door, as wg(8) setconf reads it; the address and routes are network.batch's. */
export const wireguardServer = (context: RenderContext, host: Host, door: Door): RenderedFile => {
  const { operators, stations } = context.network;
  return file(
    'wireguard/oob.conf',
    [
      header(host, 'WireGuard'),
      '[Interface]',
      `PrivateKey = ${secretPlaceholder(`wireguard-key/${host.device.id}`)}`,
      `ListenPort = ${serverPort(door)}`,
      ...operators.flatMap((o) => peer(context, door, o.id, operatorAddress(door, o))),
      ...stations.flatMap((s) => peer(context, door, s.id, stationAddress(door, s))),
    ],
    0o600,
  );
};
