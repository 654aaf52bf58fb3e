import { gatewayTunnelAddress, rendezvousTunnelAddress, tunnelOf } from '#addressing/pools.ts';
import { must } from '#base/result.ts';
import type { Door } from '#model/network.ts';
import { prefixOf } from './_prefix.ts';
import { linkedSites } from './_routes.ts';
import { outsideOf, type RenderContext } from './context.ts';

/** Interface of the operators' VPN on a gateway, and of the rendezvous tunnel at both its ends. */
export const OOB_TUN = 'tun-oob';
export const RDV_TUN = 'tun-rdv';
/** IP and UDP header, OpenVPN's opcode, peer id, packet id and GCM tag (28 + 24), rounded up. */
const OVERHEAD = 60;

/** A rendezvous' tunnels: their network, its own end, and what fits into one. */
export interface RendezvousTunnel {
  readonly network: string;
  readonly length: number;
  /** Address of the rendezvous. */
  readonly far: string;
  readonly mtu: number;
}

const smallest = (context: RenderContext, rendezvous: string): number => {
  const own = context.uplinksOf(rendezvous).map((uplink) => uplink.mtu);
  const far = context
    .doorsThrough(rendezvous)
    .map((door) => context.topology.uplinkAt(door.uplink)?.mtu ?? 1500);
  return Math.min(1500, ...own, ...far) - OVERHEAD;
};

/** A site behind a door, and the metric of its route: which tunnel goes first. Each door has one of its own, for a kernel takes no equals. */
export interface DoorRoute {
  readonly site: string;
  readonly metric: number;
}

/** The door's own site, and those that a wire joins to it. */
export const doorRoutes = (context: RenderContext, door: Door): DoorRoute[] => {
  const own = 100 + context.doorsAt(door.site).findIndex((d) => d.id === door.id);
  const far = 200 + context.network.doors.findIndex((d) => d.id === door.id);
  return [
    { site: door.site, metric: own },
    ...linkedSites(context, door.site).map((site) => ({ site, metric: far })),
  ];
};

/** The tunnels of a rendezvous. */
export const rendezvousTunnel = (context: RenderContext, rendezvous: string): RendezvousTunnel => {
  const network = tunnelOf(context.network, rendezvous);
  return {
    network,
    length: prefixOf(network).length,
    far: rendezvousTunnelAddress(context.network, rendezvous),
    mtu: smallest(context, rendezvous),
  };
};

/** The gateway's end of the tunnel that its door rests on. */
export const tunnelAddress = (context: RenderContext, door: Door): string =>
  must(gatewayTunnelAddress(context.network, door), `rendezvous of ${door.id}`);

/** Literal outside address of a rendezvous. */
export const rendezvousAddress = (context: RenderContext, rendezvous: string): string => {
  const outside = context.uplinksOf(rendezvous).flatMap((uplink) => outsideOf(context, uplink) ?? []);
  return must(outside[0], `outside address of ${rendezvous}`).address.replace(/\/.*/, '');
};

/** How OpenVPN names the file of a client in `client-config-dir` (its gen_path() turns slashes into underscores). */
export const ccdName = (subject: string): string => subject.replaceAll('/', '_');
