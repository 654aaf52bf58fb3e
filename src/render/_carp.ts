import type { GatewayPair, Timers } from '#model/network.ts';
import type { Leg } from './_legs.ts';
import { insideLeg, pairBy, siteNumber } from './_pair.ts';
import { ROOT } from './_text.ts';
import type { RenderContext } from './context.ts';
import type { Host } from './renderer.ts';

/** What the scripts of a pair on CARP do, and where. */
export interface CarpFiles {
  readonly shared: string;
  readonly length: number;
  readonly iface: string;
}

export const carpFiles = (pair: GatewayPair, inside: Leg): CarpFiles => ({
  shared: pair.shared,
  length: inside.length,
  iface: inside.iface,
});

/** Adverts are whole seconds apart: `advbase` is an integer of at least 1 (ucarp(8), `--advbase`). */
export const carpAdvert = ({ vrrpAdvert }: Timers): number => Math.max(1, Math.ceil(vrrpAdvert));

/** The first has 0, each further one 50 256ths of a second more, up to 255: who sends adverts more often is preferred (carp.c). */
const skew = (pair: GatewayPair, gateway: string): number =>
  Math.min(255, 50 * pair.gateways.indexOf(gateway));

/**
 * How ucarp is called. `--preempt`: the first takes the address back when it returns. `--shutdown`: stopped, it gives the address back.
 * Three adverts missing count as gone, as with VRRP (RFC 5798 section 6.1). The password is in a file, never here.
 */
export const ucarpCommand = (context: RenderContext, host: Host): string | undefined => {
  const pair = pairBy(context, host, 'carp');
  const inside = insideLeg(context, host);
  if (!pair || !inside) return undefined;
  return [
    '/usr/sbin/ucarp',
    `--interface=${inside.iface}`,
    `--srcip=${inside.ip}`,
    `--vhid=${siteNumber(context, pair)}`,
    `--passfile=${ROOT}/carp/password`,
    `--addr=${pair.shared}`,
    `--advbase=${carpAdvert(context.network.timers)}`,
    `--advskew=${skew(pair, host.device.id)}`,
    '--deadratio=3',
    '--preempt',
    '--shutdown',
    `--upscript=${ROOT}/carp/up`,
    `--downscript=${ROOT}/carp/down`,
  ].join(' ');
};
