import { readFileSync } from 'node:fs';
import type { Missing } from './preflight.ts';

/** What a host of a lab takes of a limit of the machine, and what the limit is called (sysctl(8)). */
const LIMITS: readonly { readonly key: string; readonly what: string; readonly perHost: number }[] = [
  // A namespace of each kind a host; namespaces(7) lists these files.
  { key: 'user.max_net_namespaces', what: 'network namespaces', perHost: 1 },
  { key: 'user.max_mnt_namespaces', what: 'mount namespaces', perHost: 1 },
  { key: 'user.max_pid_namespaces', what: 'process namespaces', perHost: 1 },
  { key: 'user.max_uts_namespaces', what: 'hostname namespaces', perHost: 1 },
  // Six processes a host were counted in the full example while everything was tried; numbers come round late, so five times that.
  { key: 'kernel.pid_max', what: 'process numbers', perHost: 30 },
];

/** Reads a limit by its name; undefined where the kernel does not show it. */
export type ReadLimit = (key: string) => number | undefined;

const fromProc: ReadLimit = (key) => {
  try {
    return Number(readFileSync(`/proc/sys/${key.replaceAll('.', '/')}`, 'utf8'));
  } catch {
    return undefined;
  }
};

/** Limits of this machine that are too low for a lab of so many hosts, each with the command that raises it. */
export const limitsTooLow = (hosts: number, read: ReadLimit = fromProc): Missing[] =>
  LIMITS.flatMap(({ key, what, perHost }) => {
    const limit = read(key);
    const needed = hosts * perHost + 1;
    if (limit === undefined || limit >= needed) return [];
    return [
      { what: `${what} for ${hosts} hosts (${key} is ${limit})`, remedy: `sysctl -w ${key}=${2 * needed}` },
    ];
  });
