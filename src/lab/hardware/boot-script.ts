import type { Command, Unit } from './units.ts';

const ARP_RETRY_MS = 200;
/** Environment of all units of a host, as a shell reads it; there only while its clock is wrong. */
export const CLOCK_FILE = '/etc/relaxops/lab/clock';
/** What types a password for whom nobody sits at a terminal, on hosts that have it (ssh(1), SSH_ASKPASS). */
export const ASKPASS_FILE = '/etc/relaxops/lab/askpass';
/** Where a host has its file of PAM for ssh: bound over the one in /etc. */
export const PAM_FILE = '/etc/relaxops/lab/pam-sshd';

/**
 * The shell script that is pid 1 of a host. It says on stdout what happens (`up`, `pid`, `failed`, `booted`) and
 * takes orders on stdin (`go`, `start <n>`, `stop <n>` once it is gone, `reap`), so that a host costs no process of the hardware's per step.
 * A second shell takes the orders and starts the units, since the first has to wait: only a shell that waits
 * collects orphans, and each connection to an sshd leaves one.
 */
const quote = (word: string): string =>
  /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;

const inNetns = (unit: Unit, line: string): string =>
  unit.netns === undefined ? line : `nsenter --net=${quote(`/run/netns/${unit.netns}`)} -- ${line}`;

/** `CAP_NET_RAW` as setpriv(1) writes it. */
const plus = (capability: string): string => `+${capability.replace('CAP_', '').toLowerCase()}`;

const inBounds = ({ capabilities, noNewPrivileges }: Unit, line: string): string => {
  const bounds =
    capabilities === undefined ? [] : [`--bounding-set=${['-all', ...capabilities.map(plus)].join(',')}`];
  const options = [...bounds, ...(noNewPrivileges ? ['--no-new-privs'] : [])];
  return options.length === 0 ? line : `setpriv ${options.join(' ')} -- ${line}`;
};

const line = (unit: Unit, command: Command): string =>
  inNetns(unit, inBounds(unit, command.argv.map(quote).join(' '))) + (command.mayFail ? ' || :' : '');

/** Where a unit's output goes, inside the host. */
export const logPath = (unit: string): string => `/run/log/${unit}.log`;

const block = (unit: Unit, commands: readonly Command[]): string =>
  commands.length === 0 ? ':' : `{ ${commands.map((c) => `{ ${line(unit, c)}; }`).join(' && ')}; }`;

const oneshot = (unit: Unit, index: number, log: string): string[] => [
  `  ${block(unit, [...unit.pre, ...unit.start])} >>${log} 2>&1 </dev/null || { say failed ${index} $?; return; }`,
  `  say done ${index}`,
];

const simple = (unit: Unit, index: number, log: string): string[] => [
  `  ${block(unit, unit.pre)} >>${log} 2>&1 </dev/null || { say failed ${index} $?; return; }`,
  `  ${line(unit, { ...unit.start[0]!, mayFail: false })} >>${log} 2>&1 </dev/null &`,
  `  say pid ${index} $!`,
];

/** Each of them, whatever the others say. */
const stopper = (unit: Unit, index: number): string[] =>
  unit.stopPost.length === 0
    ? []
    : [
        `stop_${index}() {`,
        `  { ${unit.stopPost.map((one) => `${line(unit, one)};`).join(' ')} } >>${quote(logPath(unit.name))} 2>&1 </dev/null`,
        `  say ended ${index}`,
        '}',
      ];

const starter = (unit: Unit, index: number): string[] => [
  `start_${index}() {`,
  ...(unit.type === 'oneshot' ? oneshot : simple)(unit, index, quote(logPath(unit.name))),
  '}',
];

/** Text of the boot script. Host ids have only letters that are safe in quotes. */
export const bootScript = (
  host: string,
  units: readonly Unit[],
  fstab: string,
  dormant: readonly string[] = [],
): string =>
  [
    'say() { echo "$@"; }',
    `mount -a -T ${quote(fstab)} || exit 1`,
    // The file is the machine's root's, the name is not.
    `{ echo ${quote(hostname(host))} >/proc/sys/kernel/hostname; } 2>/dev/null || hostname ${quote(hostname(host))}`,
    'echo 1 >/proc/sys/net/ipv6/conf/all/disable_ipv6',
    'echo 1 >/proc/sys/net/ipv6/conf/default/disable_ipv6',
    // An address that was tried while it was dead is found again at once, not up to a second later (arp(7)).
    `echo ${ARP_RETRY_MS} >/proc/sys/net/ipv4/neigh/default/retrans_time_ms`,
    'cd /',
    ...units.flatMap(starter),
    ...units.flatMap(stopper),
    'orders() {',
    '  read -r order || exit 1',
    '  ip link set dev lo up',
    // What a clock with an empty battery shows to all that the host runs.
    `  [ ! -r ${CLOCK_FILE} ] || . ${CLOCK_FILE}`,
    ...units.flatMap(({ name }, index) => (dormant.includes(name) ? [] : [`  start_${index}`])),
    '  say booted',
    '  while read -r order index; do',
    // `jobs` collects the units that have died.
    '    case "$order" in start) start_$index ;; stop) stop_$index ;; reap) jobs >/dev/null ;; esac',
    '  done',
    '}',
    'exec 3<&0',
    'orders <&3 3<&- &',
    'say up $!',
    'exec 3<&- </dev/null',
    'wait',
    '',
  ].join('\n');

/** A hostname out of `zrh1/r01/srv01:bmc`: at most 64 letters, digits and dashes. */
const hostname = (id: string): string => id.replace(/[^A-Za-z0-9]+/g, '-').slice(0, 64);

/** How names are looked up, and whom logins ask, where a host has files of its own for it. */
const OWN_ETC: readonly (readonly [own: string, etc: string])[] = [
  ['/etc/relaxops/lab/resolv.conf', '/etc/resolv.conf'],
  ['/etc/relaxops/lab/nsswitch.conf', '/etc/nsswitch.conf'],
  [PAM_FILE, '/etc/pam.d/sshd'],
];

/** What corosync and Pacemaker keep outside of /run, on the hosts that run them. */
const CLUSTER = ['/dev/shm', '/var/lib/corosync', '/var/lib/pacemaker'];
const clusterMounts = (paths: readonly string[]): string[] =>
  paths.includes('/etc/relaxops/pacemaker/cib.xml')
    ? CLUSTER.map((path) => `lab ${path} tmpfs size=256m,mode=1777 0 0`)
    : [];

/** Mounts of a host over the cage's root: its rendered files, read only, a /run of its own, and its serial ports. */
export const fstab = (dir: string, paths: readonly string[] = []): string =>
  [
    `${dir}/root/etc/relaxops /etc/relaxops none bind,ro 0 0`,
    `${dir}/root/etc/systemd/system /etc/systemd/system none bind,ro 0 0`,
    `${dir}/lines /etc/relaxops-lines none bind,ro 0 0`,
    ...OWN_ETC.filter(([own]) => paths.includes(own)).map(([own, etc]) => `${own} ${etc} none bind,ro 0 0`),
    ...clusterMounts(paths),
    // Last, since it covers where the others come from.
    `${dir}/run /run none bind 0 0`,
    '',
  ].join('\n');
