import { readdirSync, readFileSync } from 'node:fs';

/** A lab's name: letters, digits, dots and dashes, so that it is a safe word everywhere. */
export const LAB_NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,39}$/;
const MARKER = 'relaxops-lab';
/** Pid 1 of a cage: runs the hardware, collects orphans, ends with it. `exit` keeps the shell from becoming the hardware. */
const PID1 = 'shift 2; "$@"; exit $?';

/** A lab on this machine, of any user. */
export interface FoundLab {
  readonly name: string;
  readonly uid: number;
  /** Pid 1 of the cage, as this machine counts. */
  readonly pid: number;
}

/** The command line of a cage's pid 1; it is how a lab is found, since it leaves no file on the machine. */
export const pid1Argv = (name: string, uid: number, hardware: readonly string[]): string[] => [
  'sh',
  '-c',
  PID1,
  MARKER,
  name,
  String(uid),
  ...hardware,
];

const read = (path: string): string => {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
};

/** The lab that a process is pid 1 of; every word of its command line must fit, and it must be the first of its namespace. */
const labOf = (pid: number): FoundLab | undefined => {
  const [shell, flag, script, marker, name, uid] = read(`/proc/${pid}/cmdline`).split('\0');
  if (shell !== 'sh' || flag !== '-c' || script !== PID1 || marker !== MARKER) return undefined;
  if (name === undefined || !LAB_NAME.test(name) || !/^\d+$/.test(uid ?? '')) return undefined;
  const status = read(`/proc/${pid}/status`);
  const first = /^NSpid:.*\s1$/m.test(status);
  return first && !/^State:\s+[ZX]/m.test(status) ? { name, uid: Number(uid), pid } : undefined;
};

/** The labs on this machine, found by their processes. Outside of any other process's view they do not exist. */
export const findLabs = (): FoundLab[] =>
  readdirSync('/proc').flatMap((entry) => {
    const lab = /^\d+$/.test(entry) ? labOf(Number(entry)) : undefined;
    return lab ? [lab] : [];
  });

/** This user's lab of that name. */
export const findLab = (name: string, uid: number): FoundLab | undefined =>
  findLabs().find((lab) => lab.name === name && lab.uid === uid);

/** Whether a lab of that name is up, of the user who asks. */
export const isUp = (name: string): boolean => findLab(name, process.getuid!()) !== undefined;

/** Whether a found lab is still there: same pid, same words. */
export const stillThere = (lab: FoundLab): boolean => {
  const now = labOf(lab.pid);
  return now !== undefined && now.name === lab.name && now.uid === lab.uid;
};
