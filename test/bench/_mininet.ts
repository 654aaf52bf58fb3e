import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { run } from '#host/process.ts';

const SCRIPT = fileURLToPath(new URL('_mininet.py', import.meta.url));
/** Debian's, which has Debian's modules. */
const PYTHON = '/usr/bin/python3';
const BOUND_MS = 600_000;

/** What Mininet needs for as many bare hosts, on bridges of a rack each; or why it cannot be asked. */
export const mininet = async (hosts: number, hostsARack: number): Promise<string> => {
  if (!existsSync('/usr/bin/mn') || !existsSync('/usr/sbin/brctl'))
    return 'Mininet: skipped, needs the packages mininet and bridge-utils';
  const cage = ['unshare', '-n', '-m', '-p', '--fork', '--mount-proc', '--kill-child'];
  const said = await run([...cage, PYTHON, SCRIPT, String(hosts), String(hostsARack)], {
    timeoutMs: BOUND_MS,
    maxOutput: 4_000_000,
  });
  const figures = /^FIGURES (\S+) (\S+) (\S+)$/m.exec(said.stdout)?.slice(1).map(Number);
  if (!figures) return `Mininet: no answer; ${said.stderr.trim().split('\n').at(-1)}`;
  const [up, down, lost] = figures as [number, number, number];
  const rate = (hosts / up).toFixed(0);
  return `Mininet beside: ${hosts} bare hosts without a daemon, up in ${up.toFixed(1)} s: ${rate} hosts/s; gone in ${down.toFixed(1)} s${lost > 0 ? `; its first and last host do NOT reach one another` : ''}`;
};
