import type { RenderedFile } from '#model/rendered.ts';
import { ROOT, UNITS } from './_text.ts';

/** One thing in which a host of the lab differs from a real one. */
export interface LabDifference {
  /** Absolute path of the file. */
  readonly file: string;
  /** The line on a real host; absent where the whole file is left out. */
  readonly real?: string;
  /** The line in the lab. */
  readonly lab?: string;
  /** A line with which the file is as on a real host after all. */
  readonly unless?: RegExp;
  readonly why: string;
}

const PAM =
  'PAM needs accounts, limits and sessions of a whole system; the lab has a passwd file, and PAM only where logins ask a server';
/** Logins that ask a server do so by PAM. */
const ASKS_PAM = /^AuthenticationMethods .*keyboard-interactive:pam$/m;
const REEXEC =
  'sshd does not execute itself anew for every connection: a fourth of the time for each of many thousand tries';

const CONFIGS = [
  ['sshd', `${ROOT}/sshd_config`],
  ['sshd-mgmt', `${ROOT}/mgmt_sshd_config`],
] as const;

/** Everything that the lab changes in a rendered root. There is nothing else. */
export const labDifferences: readonly LabDifference[] = [
  ...CONFIGS.map(([, file]) => ({ file, real: 'UsePAM yes', lab: 'UsePAM no', unless: ASKS_PAM, why: PAM })),
  ...CONFIGS.map(([unit, config]) => ({
    file: `${UNITS}/relaxops-${unit}.service`,
    real: `ExecStart=/usr/sbin/sshd -D -e -f ${config}`,
    lab: `ExecStart=/usr/sbin/sshd -D -e -r -f ${config}`,
    why: REEXEC,
  })),
  {
    file: `${ROOT}/fail2ban/jail.conf`,
    real: 'backend = systemd',
    lab: 'backend = polling',
    why: 'no journal: sshd writes to a file',
  },
  {
    file: `${ROOT}/fail2ban/jail.conf`,
    real: 'journalmatch = _SYSTEMD_UNIT=relaxops-sshd.service',
    lab: 'logpath = /run/log/relaxops-sshd.service.log',
    why: 'no journal: sshd writes to a file',
  },
  {
    file: `${UNITS}/relaxops-users.service`,
    why: "the lab writes operators' accounts before it boots; systemd-sysusers would edit the shared /etc",
  },
  {
    file: `${ROOT}/sysusers.conf`,
    why: 'read by that unit only',
  },
];

/** Where the kernel has no WireGuard: its line, and what stands in for it. Everything around it stays. */
const KERNEL_WIREGUARD = 'ExecStartPre=-/usr/sbin/ip link add dev tun-oob type wireguard';
const USER_WIREGUARD = 'ExecStartPre=/usr/bin/wireguard-go tun-oob';

/** Added to every sshd_config of the lab where sshd knows it (OpenSSH 9.8 and newer): tries that do not log in are no attack there. */
export const NO_PENALTIES = 'PerSourcePenalties no';

/** Begins every sshd_config of a lab without root: "/" is somebody else's there, and sshd takes no keys from below such a folder. */
export const NO_STRICT_MODES = 'StrictModes no';

const OLDER_SSHD = /^PerSourcePenaltyExemptList /;
const MACHINE_WIDE = /^net\.ipv[46]\.neigh\.default\.gc_thresh/;

/** What differs around the rendered root: the kernel and the hardware that the lab stands for. */
export const labSurroundings: readonly { readonly what: string; readonly why: string }[] = [
  {
    what: 'IPv6 is off where the inventory gives none',
    why: 'address detection and discovery would cost a large lab its first ten seconds',
  },
  {
    what: `"${NO_PENALTIES}" begins every sshd_config, with OpenSSH 9.8 and newer`,
    why: 'tries that do not log in would be punished',
  },
  {
    what: `"${NO_STRICT_MODES}" begins every sshd_config, in a lab without root`,
    why: 'the folder "/" belongs to a user that is not in it',
  },
  {
    what: '"PerSourcePenaltyExemptList" is left out with OpenSSH older than 9.8',
    why: 'it refuses the option',
  },
  {
    what: 'wireguard-go makes the interface of a WireGuard door where the kernel of this machine has none',
    why: 'the module is not there; keys, peers and packets are the same',
  },
  {
    what: 'limits of the neighbour table ("gc_thresh") are left out',
    why: 'the kernel has one table for all network namespaces, so they are those of the whole machine',
  },
  { what: 'ARP asks again after 200 ms, not 1 s', why: 'a mended link is noticed within a round of tries' },
  { what: 'MAC addresses are fixed', why: 'as hardware has them: neighbours keep them over a reboot' },
  {
    what: 'no systemd: a shell runs the same unit files, without Restart=',
    why: 'a crashed daemon has to stay down',
  },
];

const leftOut = (file: RenderedFile): boolean =>
  labDifferences.some((one) => one.real === undefined && one.file === file.path);

const changed = (file: RenderedFile): RenderedFile => {
  const mine = labDifferences.filter(
    (one) => one.real !== undefined && one.file === file.path && !one.unless?.test(file.text),
  );
  if (mine.length === 0) return file;
  const line = (text: string): string => mine.find((one) => one.real === text)?.lab ?? text;
  return { ...file, text: file.text.split('\n').map(line).join('\n') };
};

const withoutPenalties = (file: RenderedFile): RenderedFile =>
  CONFIGS.some(([, config]) => config === file.path)
    ? // In front, since a block that ends the file would take it in.
      { ...file, text: `${NO_PENALTIES}\n${file.text}` }
    : file;

const withoutStrictModes = (file: RenderedFile): RenderedFile =>
  CONFIGS.some(([, config]) => config === file.path)
    ? { ...file, text: `${NO_STRICT_MODES}\n${file.text}` }
    : file;

const inUserSpace = (file: RenderedFile): RenderedFile => ({
  ...file,
  text: file.text.replace(KERNEL_WIREGUARD, USER_WIREGUARD),
});

const withoutLines = (file: RenderedFile, line: RegExp): RenderedFile => ({
  ...file,
  text: file.text
    .split('\n')
    .filter((text) => !line.test(text))
    .join('\n'),
});

/** A host's files as the lab uses them. */
export const applyLabDifferences = (
  files: readonly RenderedFile[],
  sshdPunishes = false,
  kernelWireguard = true,
  rootless = false,
): RenderedFile[] => {
  const all = kernelWireguard ? files : files.map(inUserSpace);
  const own = all.filter((file) => !leftOut(file)).map((file) => withoutLines(changed(file), MACHINE_WIDE));
  const loose = rootless ? own.map(withoutStrictModes) : own;
  return loose.map((file) => (sshdPunishes ? withoutPenalties(file) : withoutLines(file, OLDER_SSHD)));
};
