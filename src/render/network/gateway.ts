import { doorAddress } from '#addressing/pools.ts';
import type { Leg } from '../_legs.ts';
import { prefixOf } from '../_prefix.ts';
import { explicitRoutes, explicitRoutes6 } from '../_routes.ts';
import { OOB_TUN, RDV_TUN, rendezvousTunnel, tunnelAddress } from '../_vpn.ts';
import { outsideOf, type RenderContext } from '../context.ts';
import { type Host, hasRole } from '../renderer.ts';
import { type Batch, EMPTY, joinBatches, RENDEZVOUS_TABLE, type SourceRule } from './base.ts';

/**
 * A tunnel's device exists from boot and keeps address and routes whether or not OpenVPN runs: firewall and
 * routes never wait for a daemon. It is root's: a device without an owner is anybody's to attach to (tuntap.txt of the kernel, ip-tuntap(8)).
 */
const tunnel = (name: string, address: string, mtu: number): Batch => ({
  links: [`tuntap add dev ${name} mode tun user root`],
  setup: [`link set dev ${name} mtu ${mtu} up`, `address replace ${address} dev ${name}`],
});

const doorTunnels = (context: RenderContext, host: Host): Batch => {
  const door = context.doorOf(host.device.id);
  if (!door) return EMPTY;
  const made = tunnel(OOB_TUN, `${doorAddress(door)}/${prefixOf(door.pool).length}`, door.mtu);
  // WireGuard's interface is made with its peers, by a unit of its own.
  const own = door.engine === 'wireguard' ? { ...made, links: [] } : made;
  if (door.rendezvous === undefined) return own;
  const { length, mtu } = rendezvousTunnel(context, door.rendezvous);
  const dialled = tunnel(RDV_TUN, `${tunnelAddress(context, door)}/${length}`, mtu);
  const back = `route replace default dev ${RDV_TUN} table ${RENDEZVOUS_TABLE}`;
  return joinBatches(own, dialled, { links: [], setup: [back] });
};

/** The tunnel to the rendezvous leaves by the door's own uplink, whichever default route there is. */
const towardsRendezvous = (context: RenderContext, host: Host, legs: readonly Leg[]): string[] => {
  const door = context.doorOf(host.device.id);
  const leg = legs.find(
    (l) => l.uplink !== undefined && l.uplink.id === door?.uplink && l.nextHop !== undefined,
  );
  if (door?.rendezvous === undefined || !leg) return [];
  const meeting = context.uplinksOf(door.rendezvous).map((uplink) => outsideOf(context, uplink));
  const address = meeting.find((outside) => outside !== undefined)?.address.replace(/\/.*/, '');
  return address === undefined ? [] : [`route replace ${address}/32 via ${leg.nextHop} dev ${leg.iface}`];
};

/** The inside address that a pair shares is keepalived's; a gateway without an engine has it for good. */
const sharedAddress = (context: RenderContext, host: Host, legs: readonly Leg[]): string[] => {
  const pair = host.device.site === undefined ? undefined : context.pairOf(host.device.site);
  const inside = legs.find((leg) => leg.network === 'management');
  if (!pair || !inside || pair.engine !== 'none' || pair.gateways[0] !== host.device.id) return [];
  return [
    `address replace ${pair.shared}/${inside.length} dev ${inside.iface}`,
    ...(pair.shared6 && inside.v6
      ? [`address replace ${pair.shared6}/128 dev ${inside.iface} nodad valid_lft forever preferred_lft 0`]
      : []),
  ];
};

const explicit = (context: RenderContext, host: Host, dual: boolean): string[] =>
  [...explicitRoutes(context, host.device), ...(dual ? explicitRoutes6(context, host.device) : [])].flatMap(
    ({ prefix, via, why }) => [`# ${why}`, `route replace ${prefix} via ${via}`],
  );

/** What gateways and jumphosts have beyond addresses: tunnels, the shared address, routes to pools and other sites. */
export const gatewayParts = (context: RenderContext, host: Host, legs: readonly Leg[]): Batch => {
  const lines = [
    ...sharedAddress(context, host, legs),
    ...towardsRendezvous(context, host, legs),
    ...(hasRole(host, 'gateway', 'jumphost')
      ? explicit(
          context,
          host,
          legs.some((leg) => leg.v6 !== undefined),
        )
      : []),
  ];
  return joinBatches(hasRole(host, 'gateway') ? doorTunnels(context, host) : EMPTY, {
    links: [],
    setup: lines,
  });
};

/** What starts from the rendezvous tunnel's address goes back through it. */
export const rendezvousRule = (context: RenderContext, host: Host): SourceRule[] => {
  const door = context.doorOf(host.device.id);
  if (!hasRole(host, 'gateway') || door?.rendezvous === undefined) return [];
  return [{ from: tunnelAddress(context, door), table: RENDEZVOUS_TABLE }];
};

/** The rendezvous' end of the gateways' tunnels. */
export const rendezvousEnd = (context: RenderContext, host: Host): Batch => {
  if (!hasRole(host, 'rendezvous') || context.doorsThrough(host.device.id).length === 0) return EMPTY;
  const { far, length, mtu } = rendezvousTunnel(context, host.device.id);
  return tunnel(RDV_TUN, `${far}/${length}`, mtu);
};
