import { carpFiles, ucarpCommand } from './_carp.ts';
import { insideLeg, pairBy } from './_pair.ts';
import { ROOT } from './_text.ts';
import type { RenderContext } from './context.ts';
import type { Host } from './renderer.ts';

/** The daemons that share an inside address, by the engine of a pair. */
export const PAIR_DAEMONS = ['keepalived', 'ucarp'] as const;
export type PairDaemon = (typeof PAIR_DAEMONS)[number];

/** The daemon of the host's pair. What stands in for a box that others configure has one too. */
export const pairDaemon = (context: RenderContext, host: Host): PairDaemon | undefined => {
  const engine = pairBy(context, host, 'keepalived', 'carp')?.engine;
  return engine === 'carp' ? 'ucarp' : engine === 'keepalived' ? 'keepalived' : undefined;
};

const keepalived = (context: RenderContext, host: Host): string[] => {
  const pair = pairBy(context, host, 'keepalived');
  const inside = insideLeg(context, host);
  if (!pair || !inside) return [];
  const { shared, length, iface } = carpFiles(pair, inside);
  return [
    `ExecStart=/usr/sbin/keepalived -n -l -D -G -P -f ${ROOT}/keepalived.conf -p /run/relaxops-keepalived.pid -r /run/relaxops-vrrp.pid`,
    // Its partner takes the address once adverts are missing, so it must not stay here too.
    `ExecStopPost=-/usr/sbin/ip address delete ${shared}/${length} dev ${iface}`,
    'Restart=on-failure',
  ];
};

const ucarp = (context: RenderContext, host: Host): string[] => [
  `ExecStart=${ucarpCommand(context, host)}`,
  `ExecStopPost=${ROOT}/carp/down`,
  // It ends with 0 when its socket breaks (ucarp.c, `main`).
  'Restart=always',
];

/**
 * What its unit runs. Killed, the daemon takes nothing away, and its partner takes the address as well: so what comes after it does
 * (systemd.service(5): ExecStopPost= runs however the daemon ended, once nothing of it is left).
 */
export const pairService = (context: RenderContext, host: Host, daemon: PairDaemon): string[] => [
  'Type=simple',
  ...(daemon === 'keepalived' ? keepalived : ucarp)(context, host),
  'RestartSec=5',
];
