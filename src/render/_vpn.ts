import { gatewayTunnelAddress, rendezvousTunnelAddress, tunnelOf } from '#addressing/pools.ts';
import { must } from '#base/result.ts';
import type { Door } from '#model/network.ts';
import { prefixOf } from './_prefix.ts';
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
