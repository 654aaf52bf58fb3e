import type { Port } from '#model/network.ts';
import type { RenderedFile } from '#model/rendered.ts';
import { sidebandOf } from '#model/sideband.ts';
import { type Leg, legsOf } from '#render/_legs.ts';
import { stableMac } from '#render/_mac.ts';
import type { RenderContext } from '#render/context.ts';
import { hostNamed } from '#render/renderer.ts';
import { unitFile } from './unit-files.ts';

/** A BMC's second way, behind a production port of its server. */
export const SIDEBAND_IFACE = 'ncsi0';

const SCRIPT = '/etc/relaxops/lan-failover';
/** In place of the stand-in's own. */
const BATCH = '/etc/relaxops/network.batch';
/** What has the address, whichever port it is on. */
const LAN = 'lan';

/**
 * One MAC address and one IP address, on the port of its own or on the server's. Never on both: the second is down while the first has
 * a link, and isolated ports of a bridge pass nothing to each other (bridge(8)).
 */
const ports = ({ iface, ip, length, nextHop }: Leg): string[] => [
  `link add name ${LAN} address ${stableMac(ip)} type bridge`,
  ...[iface, SIDEBAND_IFACE].flatMap((port) => [
    `link set dev ${port} master ${LAN}`,
    `link set dev ${port} type bridge_slave isolated on`,
  ]),
  `link set dev ${iface} up`,
  `link set dev ${LAN} up`,
  `address replace ${ip}/${length} dev ${LAN}`,
  ...(nextHop === undefined ? [] : [`route replace default via ${nextHop} dev ${LAN}`]),
];

/** What the firmware of such a BMC does: by the link of its own port alone, it does not matter who is there. */
const follow = (own: string): string[] => [
  '#!/bin/sh',
  'follow() {',
  `  case $(ip -o link show dev ${own}) in`,
  `  *LOWER_UP*) ip link set dev ${SIDEBAND_IFACE} down ;;`,
  `  *) ip link set dev ${SIDEBAND_IFACE} up ;;`,
  '  esac',
  '}',
  'follow',
  // The monitor says what changes from when it listens on, so once more when it does.
  `{ ip -o monitor link dev ${own} & sleep 1; echo; wait; } | while read -r _; do follow; done`,
];

const text = (lines: readonly string[]): string => lines.map((line) => `${line}\n`).join('');

/** Of a BMC that fails over to production while its own port has no link; nothing for any other. */
export const failoverFiles = (context: RenderContext, bmc: Port): RenderedFile[] => {
  const { device, cableAt } = context.topology;
  const sideband = sidebandOf(device(bmc.device), cableAt);
  const leg = legsOf(context, hostNamed(context, bmc.id))[0];
  if (!sideband || sideband.always || !leg) return [];
  return [
    { path: BATCH, mode: 0o644, text: text(ports(leg)) },
    { path: SCRIPT, mode: 0o755, text: text(follow(leg.iface)) },
    unitFile('lan-failover', ['After=relaxops-network.service', 'Type=simple', `ExecStart=${SCRIPT}`]),
  ];
};
