import type { GatewayPair, PairEngine } from '#model/network.ts';
import { type Leg, legsOf } from './_legs.ts';
import type { RenderContext } from './context.ts';
import { type Host, hasRole } from './renderer.ts';

/** The pair whose inside address moves to this gateway and away by one of these engines. */
export const pairBy = (
  context: RenderContext,
  host: Host,
  ...engines: readonly PairEngine[]
): GatewayPair | undefined => {
  const pair = host.device.site === undefined ? undefined : context.pairOf(host.device.site);
  return pair && hasRole(host, 'gateway') && engines.includes(pair.engine) ? pair : undefined;
};

/** What adverts are called, by engine. Both are protocol 112 to 224.0.0.18 (RFC 5798 sections 5.1.1.2 and 5.1.1.4; ucarp(8), `--mcast`). */
const ADVERTS: Partial<Record<PairEngine, string>> = { keepalived: 'VRRP', carp: 'CARP' };

/** The pair whose gateways hear each other's adverts, and what these are called. */
export const advertsOf = (
  context: RenderContext,
  host: Host,
): { readonly pair: GatewayPair; readonly protocol: string } | undefined => {
  const pair = pairBy(context, host, 'keepalived', 'carp');
  const protocol = pair && ADVERTS[pair.engine];
  return pair && protocol !== undefined ? { pair, protocol } : undefined;
};

/** corosync's port (corosync.conf(5), `mcastport`; knet's first link has it). */
export const COROSYNC_PORT = 5405;

/** The number of its site, 1 to 99, tells one pair's adverts from another's. */
export const siteNumber = (context: RenderContext, pair: GatewayPair): number =>
  context.network.sites.find((site) => site.id === pair.site)!.number;

/** The gateway's leg to the devices. */
export const insideLeg = (context: RenderContext, host: Host): Leg | undefined =>
  legsOf(context, host).find((leg) => leg.network === 'management');
