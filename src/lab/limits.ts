import { readFileSync } from 'node:fs';
import { neighboursFor } from './neighbours.ts';
import type { LabPlan } from './plan.ts';
import type { Missing } from './preflight.ts';

/** How much of a machine a lab takes. */
export interface LabSize {
  readonly hosts: number;
  /** Serial lines, each a pseudo terminal. */
  readonly lines: number;
  /** Daemons that watch files: dnsmasq takes an inotify instance each. */
  readonly watchers: number;
}

/** What a limit of the machine is called, and how much of it a lab takes. */
interface Limit {
  /** A sysctl(8) key, or the name of a limit that a shell or a service manager sets. */
  readonly key: string;
  readonly what: string;
  readonly needed: (size: LabSize) => number;
  /** Raises it; by default sysctl does. */
  readonly remedy?: (needed: number) => string;
  /** What does not go with less; absent: the lab does not come up. */
  readonly without?: string;
}

/** Six processes a host were counted in the full example while everything was tried. */
const PROCESSES = 6;

const LIMITS: readonly Limit[] = [
  // A namespace of each kind a host; namespaces(7) lists these files.
  ...(['net', 'mnt', 'pid', 'uts'] as const).map(
    (kind): Limit => ({
      key: `user.max_${kind}_namespaces`,
      what: `${{ net: 'network', mnt: 'mount', pid: 'process', uts: 'hostname' }[kind]} namespaces`,
      needed: ({ hosts }) => hosts + 1,
    }),
  ),
  // Numbers come round late, so five times the processes.
  { key: 'kernel.pid_max', what: 'process numbers', needed: ({ hosts }) => 5 * PROCESSES * hosts + 1 },
  {
    key: 'pids.max',
    what: 'processes of this control group',
    needed: ({ hosts }) => PROCESSES * hosts,
    remedy: (needed) => `docker run --pids-limit ${needed}, or systemd's TasksMax=${needed}`,
  },
  {
    key: 'ulimit -u',
    what: 'processes of this user',
    needed: ({ hosts }) => PROCESSES * hosts,
    remedy: (needed) => `ulimit -u ${needed}, or nproc in /etc/security/limits.conf`,
  },
  // 76 a host were counted in the example of one rack, 6 of them in the process that is the hardware.
  { key: 'fs.file-max', what: 'open files of all', needed: ({ hosts }) => 90 * hosts },
  {
    key: 'ulimit -Hn',
    what: 'open files of one process',
    needed: ({ hosts, lines }) => 8 * hosts + 4 * lines + 100,
    remedy: (needed) => `ulimit -Hn ${needed}, or nofile in /etc/security/limits.conf`,
  },
  { key: 'kernel.pty.max', what: 'pseudo terminals', needed: ({ lines }) => lines },
  { key: 'fs.inotify.max_user_instances', what: 'inotify instances', needed: ({ watchers }) => watchers },
  {
    key: 'net.ipv4.neigh.default.gc_thresh3',
    what: 'ARP entries, of all namespaces together',
    needed: ({ hosts }) => neighboursFor(hosts),
    without: 'a lab comes up; where more try each other than it holds, some do not find each other',
  },
];

/** Reads a limit by its name; undefined where the kernel does not show it, or has none. */
export type ReadLimit = (key: string) => number | undefined;

const text = (path: string): string => {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
};

const number = (said: string | undefined): number | undefined =>
  said !== undefined && /^\s*\d+\s*$/.test(said) ? Number(said) : undefined;

/** A limit of this process (getrlimit(2)); `column` 0 is the soft one, 1 the hard one. */
const rlimit = (name: string, column: 0 | 1): number | undefined => {
  const line = text('/proc/self/limits')
    .split('\n')
    .find((one) => one.startsWith(name));
  return number(line?.slice(name.length).trim().split(/\s+/)[column]);
};

/** The least of this process's control groups, of either version (cgroups(7)). */
const pidsMax = (): number | undefined => {
  const groups = text('/proc/self/cgroup')
    .split('\n')
    .flatMap((line) => {
      const [, controllers, path = ''] = line.split(':');
      if (controllers === '') return [`/sys/fs/cgroup${path}`];
      return controllers?.split(',').includes('pids') ? [`/sys/fs/cgroup/pids${path}`] : [];
    });
  const limits = groups.flatMap((group) => number(text(`${group}/pids.max`)) ?? []);
  return limits.length === 0 ? undefined : Math.min(...limits);
};

/** Root is not held to it (setrlimit(2)). */
const processesOfUser = (): number | undefined =>
  process.getuid?.() === 0 ? undefined : rlimit('Max processes', 0);

const OTHERS: Readonly<Record<string, () => number | undefined>> = {
  'pids.max': pidsMax,
  'ulimit -u': processesOfUser,
  'ulimit -Hn': () => rlimit('Max open files', 1),
};

const ofThisMachine: ReadLimit = (key) =>
  OTHERS[key] ? OTHERS[key]() : number(text(`/proc/sys/${key.replaceAll('.', '/')}`));

/** A limit that is too low for a lab. */
export interface TooLow extends Missing {
  /** What does not go then; absent: the lab does not come up. */
  readonly without?: string;
}

/** Limits of this machine that are too low for a lab of this size, each with the command that raises it. */
export const limitsTooLow = (size: LabSize, read: ReadLimit = ofThisMachine): TooLow[] =>
  LIMITS.flatMap(({ key, what, needed, remedy, without }) => {
    const [limit, wanted] = [read(key), needed(size)];
    if (limit === undefined || limit >= wanted) return [];
    return [
      {
        what: `${what} for ${size.hosts} hosts (${key} is ${limit})`,
        remedy: remedy?.(2 * wanted) ?? `sysctl -w ${key}=${2 * wanted}`,
        ...(without === undefined ? {} : { without }),
      },
    ];
  });

/** What a lab takes. */
export const sizeOf = ({ hosts, emulated }: Pick<LabPlan, 'hosts' | 'emulated'>): LabSize => ({
  hosts: hosts.length,
  lines: (emulated?.lines.length ?? 0) + (emulated?.modems?.length ?? 0),
  watchers: hosts.filter(({ files }) => files.some(({ path }) => path.endsWith('relaxops-dnsmasq.service')))
    .length,
});
