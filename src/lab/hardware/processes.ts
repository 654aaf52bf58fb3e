import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

/** A process as the hardware sees it in /proc. */
export interface Proc {
  readonly pid: number;
  readonly parent: number;
  /** By SIGSTOP. */
  readonly stopped: boolean;
  /** Dead, but not collected yet. */
  readonly zombie: boolean;
}

const parse = (pid: number, stat: string): Proc => {
  // The name in brackets may hold blanks and brackets; what follows does not (proc(5)).
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const state = fields[0];
  return { pid, parent: Number(fields[1]), stopped: state === 'T', zombie: state === 'Z' || state === 'X' };
};

/** One process, or undefined if there is none. */
export const processOf = (pid: number): Proc | undefined => {
  try {
    return parse(pid, readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return undefined;
  }
};

/** Whether a process runs: exists and is no zombie. */
export const isAlive = (pid: number): boolean => processOf(pid)?.zombie === false;

/** All processes by parent. Not every kernel has /proc/PID/task/PID/children. */
export const processesByParent = (): Map<number, Proc[]> => {
  const byParent = new Map<number, Proc[]>();
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    const found = processOf(Number(name));
    if (!found) continue;
    const siblings = byParent.get(found.parent);
    if (siblings) siblings.push(found);
    else byParent.set(found.parent, [found]);
  }
  return byParent;
};

/** A process and all that descend from it, parents first. */
export const treeOf = (root: number): number[] => {
  const byParent = processesByParent();
  const found = [root];
  for (let at = 0; at < found.length; at++) {
    for (const child of byParent.get(found[at]!) ?? []) found.push(child.pid);
  }
  return found;
};

const namespaceOf = (pid: number, name: 'pid' | 'pid_for_children'): string | undefined => {
  try {
    return readlinkSync(`/proc/${pid}/ns/${name}`);
  } catch {
    return undefined;
  }
};

/** Every process in the pid namespace that this one made for its children, those included that entered it later. */
export const processesIn = (holder: number): Proc[] => {
  const wanted = namespaceOf(holder, 'pid_for_children');
  const pids = readdirSync('/proc').filter(
    (name) => /^\d+$/.test(name) && namespaceOf(Number(name), 'pid') === wanted,
  );
  return pids.flatMap((pid) => processOf(Number(pid)) ?? []);
};

/** The pid of a process in its own pid namespace. */
export const innerPid = (pid: number): number | undefined => {
  try {
    const line = /^NSpid:\s*(.*)$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    return line === undefined ? undefined : Number(line.split(/\s+/).at(-1));
  } catch {
    return undefined;
  }
};

/** Signals a process; false if it is not there. */
export const signal = (pid: number, name: NodeJS.Signals): boolean => {
  try {
    process.kill(pid, name);
    return true;
  } catch {
    return false;
  }
};
