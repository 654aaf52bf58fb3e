import type { RenderedFile } from '#model/rendered.ts';

/** A unit of a host, read from the very file that systemd reads on a real one. */
export interface Unit {
  /** `relaxops-sshd.service` */
  readonly name: string;
  readonly type: 'oneshot' | 'simple';
  readonly pre: readonly Command[];
  readonly start: readonly Command[];
  /** What runs once its main process is gone, however it went (systemd.service(5), ExecStopPost=). */
  readonly stopPost: readonly Command[];
  readonly after: readonly string[];
  /** Name below /run/netns. */
  readonly netns?: string;
  /** All capabilities that are left to it (systemd.exec(5), CapabilityBoundingSet=); absent where none is taken. */
  readonly capabilities?: readonly string[];
  readonly noNewPrivileges?: boolean;
}

export interface Command {
  readonly argv: readonly string[];
  /** Written with `-` in front: its failure is nobody's business. */
  readonly mayFail: boolean;
}

const UNIT_PATH = /^\/etc\/systemd\/system\/(relaxops-[^/]+\.service)$/;
const TYPES: Readonly<Record<string, Unit['type']>> = {
  oneshot: 'oneshot',
  simple: 'simple',
  exec: 'simple',
  notify: 'simple',
};

/** Words of an ExecStart line: blanks separate, quotes hold together, a backslash takes the next letter (systemd.service(5)). */
export const words = (line: string): string[] => {
  const found: string[] = [];
  for (const match of line.matchAll(/(?:"((?:[^"\\]|\\.)*)"|'([^']*)'|((?:[^\s"'\\]|\\.)+))(?:\s+|$)/g)) {
    const text = match[1] ?? match[2] ?? match[3]!;
    found.push(text.replace(/\\(.)/g, '$1').replaceAll('%%', '%').replaceAll('$$', '$'));
  }
  return found;
};

const command = (line: string): Command => {
  const mayFail = line.startsWith('-');
  return { argv: words(mayFail ? line.slice(1) : line), mayFail };
};

/** Lines of a unit file as key and value; comments gone, lines continued by a backslash joined. */
const entries = (text: string): [string, string][] =>
  text
    .replace(/\\\n\s*/g, ' ')
    .split('\n')
    .flatMap((line) => {
      const match = /^([A-Za-z]+)\s*=\s*(.*?)\s*$/.exec(line);
      return match ? [[match[1]!, match[2]!] as [string, string]] : [];
    });

/** Reads one unit file. Throws what a person can read, since our own renderers wrote it. */
export const parseUnit = (name: string, text: string): Unit => {
  const all = entries(text);
  const values = (key: string): string[] => all.flatMap(([k, v]) => (k === key && v !== '' ? [v] : []));
  const written = values('Type').at(-1) ?? 'simple';
  const type = TYPES[written];
  if (!type)
    throw new Error(`${name}: the lab cannot run Type=${written}, expected ${Object.keys(TYPES).join(', ')}`);
  const netns = values('NetworkNamespacePath').at(-1);
  if (netns !== undefined && !netns.startsWith('/run/netns/')) {
    throw new Error(`${name}: NetworkNamespacePath=${netns} is not below /run/netns`);
  }
  const start = values('ExecStart').map(command);
  const bounding = all.findLast(([key]) => key === 'CapabilityBoundingSet')?.[1];
  if (bounding !== undefined && !/^(CAP_[A-Z_]+( |$))*$/.test(bounding))
    throw new Error(`${name}: CapabilityBoundingSet=${bounding} is no list of capabilities`);
  if (type === 'simple' && start.length !== 1)
    throw new Error(`${name}: ${start.length} ExecStart= lines, expected 1`);
  return {
    name,
    type,
    pre: values('ExecStartPre').map(command),
    start,
    stopPost: values('ExecStopPost').map(command),
    after: values('After').flatMap((v) => v.split(/\s+/)),
    ...(netns === undefined ? {} : { netns: netns.slice('/run/netns/'.length) }),
    ...(bounding === undefined ? {} : { capabilities: bounding.split(' ').filter(Boolean) }),
    ...(values('NoNewPrivileges').at(-1) === 'yes' ? { noNewPrivileges: true } : {}),
  };
};

/** Ours before what comes after it; by name where nothing says otherwise. A cycle is cut where it is met. */
const inOrder = (units: readonly Unit[]): Unit[] => {
  const byName = new Map(units.map((u) => [u.name, u]));
  const done = new Set<string>();
  const ordered: Unit[] = [];
  const visit = (unit: Unit): void => {
    if (done.has(unit.name)) return;
    done.add(unit.name);
    for (const name of [...unit.after].sort()) {
      const before = byName.get(name);
      if (before) visit(before);
    }
    ordered.push(unit);
  };
  for (const name of [...byName.keys()].sort()) visit(byName.get(name)!);
  return ordered;
};

/** The units among a host's files, in the order in which they start. */
export const unitsOf = (files: readonly RenderedFile[]): Unit[] =>
  inOrder(
    files.flatMap((file) => {
      const name = UNIT_PATH.exec(file.path)?.[1];
      return name === undefined ? [] : [parseUnit(name, file.text)];
    }),
  );
