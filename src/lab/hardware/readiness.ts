import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { processesByParent } from './processes.ts';
import type { NotReady, Readiness } from './protocol.ts';
import type { RunningHost } from './running-host.ts';
import type { Unit } from './units.ts';
import { waitFor } from './wait.ts';

/** What a daemon says when it serves, by the name of its program. */
const SAYS: Readonly<Record<string, RegExp>> = {
  sshd: /Server listening on/,
  openvpn: /Initialization Sequence Completed/,
  keepalived: /Entering (BACKUP|MASTER) STATE/,
  snmpd: /NET-SNMP version/,
  dnsmasq: /started, version/,
  'fail2ban-server': /Jail '[^']*' started/,
};

/** What a daemon that says nothing is bound to when it serves, by the name of its program. */
const BOUND: Readonly<Record<string, (pid: number) => boolean>> = {
  sshd: (pid) => ports(pid, 'tcp').length > 0,
  ser2net: (pid) => ports(pid, 'tcp').some((port) => port > 2000 && port < 3000),
  conserver: (pid) => ports(pid, 'tcp').includes(782),
  // On a BMC, TLS for Redfish.
  socat: (pid) => ports(pid, 'tcp').includes(443),
  // It says so too, but of the time before it was started anew as well.
  freeradius: (pid) => ports(pid, 'udp').includes(1812),
  ipmi_sim: (pid) => ports(pid, 'udp').includes(623),
};

const LOG_TAIL = 400;
/** Looking at every process is dear, so deaths are looked for less often than words. */
const LIFE_CHECK_MS = 200;

/** A shell becomes what it executes last. */
const program = (unit: Unit): string => {
  const argv = unit.start[0]?.argv ?? [];
  return basename(/ exec (\S+)/.exec(argv.at(-1) ?? '')?.[1] ?? argv[0] ?? '');
};

/** Ports in the network namespace of a process that somebody listens on (TCP) or is bound to (UDP); see proc_pid_net(5). */
const ports = (pid: number, protocol: 'tcp' | 'udp'): number[] => {
  const state = { tcp: '0A', udp: '07' }[protocol];
  const socket = new RegExp(`^\\s*\\d+: [0-9A-F]+:([0-9A-F]{4}) 0+:0000 ${state} `, 'gm');
  try {
    const text = readFileSync(`/proc/${pid}/net/${protocol}`, 'utf8');
    return [...text.matchAll(socket)].map((match) => Number.parseInt(match[1]!, 16));
  } catch {
    return [];
  }
};

type Verdict = 'ready' | NotReady['why'];

const verdict = (
  host: RunningHost,
  index: number,
  table: ReturnType<typeof processesByParent> | undefined,
): Verdict => {
  const state = host.states[index]!;
  if (state.kind === 'done' || state.kind === 'dormant') return 'ready';
  if (state.kind === 'failed') return 'failed';
  if (state.kind !== 'started') return state.kind === 'stopped' ? 'died' : 'waiting';
  const unit = host.units[index]!;
  const words = SAYS[program(unit)];
  const bound = BOUND[program(unit)];
  const log = words ? host.log(unit.name) : '';
  const said = words?.test(log) ?? true;
  if (!table) return said && words ? 'ready' : 'waiting';
  const pid = host.pidOf(index, table);
  if (pid === undefined) return 'died';
  // An sshd that logs elsewhere says nothing.
  if (bound && log === '') return bound(pid) ? 'ready' : 'waiting';
  return said ? 'ready' : 'waiting';
};

interface Pending {
  readonly host: RunningHost;
  readonly index: number;
  why: Exclude<Verdict, 'ready'>;
}

const describe = ({ host, index, why }: Pending): NotReady => {
  const unit = host.units[index]!.name;
  return { host: host.host.id, unit, why, log: host.log(unit).slice(-LOG_TAIL) };
};

/** Waits until every unit of the hosts serves, or has failed for good, or the time is over. */
export const whenReady = async (hosts: readonly RunningHost[], timeoutMs: number): Promise<Readiness> => {
  const began = performance.now();
  let pending: Pending[] = hosts.flatMap((host) =>
    host.units.map((_, index) => ({ host, index, why: 'waiting' as const })),
  );
  const over: Pending[] = [];
  let lastLook = Number.NEGATIVE_INFINITY;
  const look = (withTable: boolean): boolean => {
    const table = withTable ? processesByParent() : undefined;
    pending = pending.filter((entry) => {
      const now = verdict(entry.host, entry.index, table);
      if (now === 'ready') return false;
      entry.why = now;
      if (now !== 'waiting') over.push(entry);
      return now === 'waiting';
    });
    return pending.length === 0;
  };
  await waitFor(() => {
    const withTable = performance.now() - lastLook > LIFE_CHECK_MS;
    if (withTable) lastLook = performance.now();
    return look(withTable);
  }, timeoutMs);
  const missing = [...over, ...pending].map(describe);
  return { ready: missing.length === 0, durationMs: performance.now() - began, missing };
};

/** Units that did not even start, without waiting. */
export const failedUnits = (hosts: readonly RunningHost[]): NotReady[] =>
  hosts.flatMap((host) =>
    host.states.flatMap((state, index) =>
      state.kind === 'failed' ? [describe({ host, index, why: 'failed' })] : [],
    ),
  );
