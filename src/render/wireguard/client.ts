import { operatorAddress, stationAddress } from '#addressing/pools.ts';
import type { Door } from '#model/network.ts';
import { type RenderedFile, secretPlaceholder } from '#model/rendered.ts';
import { clientInterface } from '../_door-names.ts';
import { sitePrefix } from '../_routes.ts';
import { file, header } from '../_text.ts';
import { doorRoutes } from '../_vpn.ts';
import type { RenderContext } from '../context.ts';
import { presharedKey } from './server.ts';

/** A NAT forgets who is silent for longer (RFC 4787 section 4.3 wants two minutes, boxes are meaner; wg(8) names 25 s). */
const NAT_PATIENCE = 25;

const keepalive = ({ network }: RenderContext): number =>
  Math.min(NAT_PATIENCE, Math.max(1, Math.round(network.timers.vpnPing)));

const addressOf = ({ network }: RenderContext, door: Door, subject: string): string => {
  const operator = network.operators.find(({ id }) => id === subject);
  const station = network.stations.find(({ id }) => id === subject);
  if (operator) return operatorAddress(door, operator);
  if (station) return stationAddress(door, station);
  throw new Error(`${subject} has no address behind ${door.id}`);
};

/**
 * The profile of an operator or a station for one door, as wg-quick(8) reads it; the file's name is the interface's. `Table = off`: wg-quick's own
 * routes have no metric, so two profiles could not be up at once. Nothing in the protocol tells that the gateway is gone: whoever
 * notices takes this profile down, and the next one's routes count.
 */
export const wireguardClient = (context: RenderContext, door: Door, subject: string): RenderedFile => {
  const routes = doorRoutes(context, door);
  const prefixes = routes.flatMap(({ site }) => sitePrefix(context, site) ?? []);
  return file(
    `wireguard/${clientInterface(context, door)}.conf`,
    [
      header({ id: subject }, `WireGuard through door ${door.id}`),
      '[Interface]',
      `PrivateKey = ${secretPlaceholder(`wireguard-key/${subject}`)}`,
      `Address = ${addressOf(context, door, subject)}/32`,
      `MTU = ${door.mtu}`,
      'Table = off',
      ...routes.flatMap(({ site, metric }) => {
        const prefix = sitePrefix(context, site);
        return prefix === undefined ? [] : [`PostUp = ip route replace ${prefix} dev %i metric ${metric}`];
      }),
      '',
      '[Peer]',
      `PublicKey = ${context.material.wireguardKeys?.[door.gateway] ?? ''}`,
      `PresharedKey = ${presharedKey(door, subject)}`,
      `Endpoint = ${door.address}:${door.port}`,
      `AllowedIPs = ${[door.pool, ...prefixes].join(', ')}`,
      `PersistentKeepalive = ${keepalive(context)}`,
    ],
    0o600,
  );
};
