import type { PairEngine } from '#model/network.ts';
import { carpFiles, ucarpCommand } from './_carp.ts';
import { confined } from './_confined.ts';
import { insideLeg, pairBy } from './_pair.ts';
import { ROOT } from './_text.ts';
import type { RenderContext } from './context.ts';
import type { Host } from './renderer.ts';

/** The daemons that share an inside address, by the engine of a pair, in the order in which they start. */
const BY_ENGINE = {
  keepalived: ['keepalived'],
  carp: ['ucarp'],
  pacemaker: ['corosync', 'pacemaker'],
  none: [],
} as const satisfies Readonly<Record<PairEngine, readonly string[]>>;
export type PairDaemon = (typeof BY_ENGINE)[PairEngine][number];

export const PAIR_DAEMONS: readonly PairDaemon[] = Object.values(BY_ENGINE).flat();

/** The daemons of the host's pair. What stands in for a box that others configure has them too. */
export const pairDaemons = (context: RenderContext, host: Host): readonly PairDaemon[] => {
  const pair = pairBy(context, host, 'keepalived', 'carp', 'pacemaker');
  return pair ? BY_ENGINE[pair.engine] : [];
};

/** The addresses away, which one that died leaves behind. */
const letGo = (context: RenderContext, host: Host): string[] => {
  const pair = pairBy(context, host, 'keepalived', 'carp', 'pacemaker');
  const inside = insideLeg(context, host);
  if (!pair || !inside) throw new Error(`${host.id} shares no address`);
  const { shared, length, iface } = carpFiles(pair, inside);
  const away = (address: string): string =>
    `ExecStopPost=-/usr/sbin/ip address delete ${address} dev ${iface}`;
  const second = inside.v6 === undefined || pair.shared6 === undefined ? [] : [away(`${pair.shared6}/128`)];
  return [away(`${shared}/${length}`), ...second];
};

const keepalived = (context: RenderContext, host: Host): string[] => [
  'Type=simple',
  `ExecStart=/usr/sbin/keepalived -n -l -D -G -P -f ${ROOT}/keepalived.conf -p /run/relaxops-keepalived.pid -r /run/relaxops-vrrp.pid`,
  ...confined('NET_ADMIN', 'NET_RAW', 'NET_BROADCAST'),
  ...letGo(context, host),
  'Restart=on-failure',
];

const ucarp = (context: RenderContext, host: Host): string[] => [
  'Type=simple',
  `ExecStart=${ucarpCommand(context, host)}`,
  `ExecStopPost=${ROOT}/carp/down`,
  ...confined('NET_ADMIN', 'NET_RAW'),
  // It ends with 0 when its socket breaks (ucarp.c, `main`).
  'Restart=always',
];

const corosync = (context: RenderContext, host: Host): string[] => [
  'Type=notify',
  `ExecStart=/usr/sbin/corosync -f -c ${ROOT}/pacemaker/corosync.conf`,
  ...letGo(context, host),
  'Restart=on-failure',
];

const CIB = '/var/lib/pacemaker/cib';

/** It starts with what is rendered; a member that runs has counted further, and its word counts then. */
const pacemaker = (context: RenderContext, host: Host): string[] => [
  'Type=simple',
  // The package makes these; a root that is made anew at each boot has to as well.
  `ExecStartPre=/usr/bin/install -d -o hacluster -g haclient -m 0750 ${CIB} /var/lib/pacemaker/pengine /var/lib/pacemaker/cores`,
  'ExecStartPre=/usr/bin/install -d /run/resource-agents',
  `ExecStartPre=/usr/bin/find ${CIB} -type f -delete`,
  `ExecStartPre=/usr/bin/install -o hacluster -g haclient -m 0600 ${ROOT}/pacemaker/cib.xml ${CIB}/cib.xml`,
  'ExecStart=/usr/sbin/pacemakerd -f',
  `ExecReload=/usr/sbin/cibadmin --replace --scope=configuration --xml-file ${ROOT}/pacemaker/cib.xml`,
  ...letGo(context, host),
  'Restart=on-failure',
];

const LINES: Readonly<Record<PairDaemon, (context: RenderContext, host: Host) => string[]>> = {
  keepalived,
  ucarp,
  corosync,
  pacemaker,
};

/** Which of them needs another first. */
export const AFTER: Partial<Readonly<Record<PairDaemon, PairDaemon>>> = { pacemaker: 'corosync' };

/**
 * What its unit runs. Killed, a daemon takes nothing away, and its partner takes the address as well: so what comes after it does
 * (systemd.service(5): ExecStopPost= runs however the daemon ended, once nothing of it is left).
 */
export const pairService = (context: RenderContext, host: Host, daemon: PairDaemon): string[] => [
  ...LINES[daemon](context, host),
  'RestartSec=5',
];
