import { accessSync, constants, readdirSync, readFileSync, readlinkSync, statSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import type { Network } from '#model/network.ts';
import { servicesOf } from '#model/service.ts';
import type { LabParts } from './world/parts.ts';

/** Programs that a lab needs, and the Debian package that brings each. */
const NEEDS: Readonly<Record<string, string>> = {
  ip: 'iproute2',
  tc: 'iproute2',
  nft: 'nftables',
  nsenter: 'util-linux',
  unshare: 'util-linux',
  setpriv: 'util-linux',
  sysctl: 'procps',
  sshd: 'openssh-server',
  ssh: 'openssh-client',
  openvpn: 'openvpn',
  keepalived: 'keepalived',
};
/** What a lab can do without, and then says so: programs, their packages, and the part that they make. */
const PARTS: Readonly<Record<keyof LabParts, { readonly what: string; readonly needs: typeof NEEDS }>> = {
  serial: {
    what: 'serial lines and consoles',
    needs: { ser2net: 'ser2net', socat: 'socat', telnet: 'inetutils-telnet' },
  },
  conserver: {
    what: 'console servers with conserver',
    needs: { conserver: 'conserver-server', console: 'conserver-client' },
  },
  bmc: {
    what: 'BMCs by IPMI and Redfish',
    needs: { ipmi_sim: 'openipmi', ipmitool: 'ipmitool', socat: 'socat', openssl: 'openssl' },
  },
  pdu: { what: 'PDUs by SNMP', needs: { snmpd: 'snmpd', snmpget: 'snmp', socat: 'socat' } },
  bans: { what: 'bans', needs: { 'fail2ban-server': 'fail2ban' } },
  names: { what: 'name services', needs: { dnsmasq: 'dnsmasq-base' } },
  carp: { what: 'inside addresses shared by CARP', needs: { ucarp: 'ucarp' } },
  pacemaker: {
    what: 'inside addresses shared by Pacemaker',
    needs: {
      corosync: 'corosync',
      pacemakerd: 'pacemaker',
      cibadmin: 'pacemaker-cli-utils',
      IPaddr2: 'resource-agents',
    },
  },
  logins: {
    what: 'authentication servers',
    needs: { freeradius: 'freeradius', 'pam_radius_auth.so': 'libpam-radius-auth' },
  },
  clock: { what: 'wrong clocks', needs: { 'libfaketime.so.1': 'libfaketime' } },
};

const FOLDERS = [
  '/usr/local/sbin',
  '/usr/local/bin',
  '/usr/sbin',
  '/usr/bin',
  '/sbin',
  '/bin',
  '/usr/lib/ocf/resource.d/heartbeat',
];

const may = (path: string, mode: number): boolean => {
  try {
    accessSync(path, mode);
    return true;
  } catch {
    return false;
  }
};

/** Folders in which ld.so(8) looks for `/usr/$LIB/<folder>`. */
const libraries = (folder: string): string[] =>
  may('/usr/lib', constants.R_OK)
    ? ['/usr/lib64', ...readdirSync('/usr/lib').map((name) => `/usr/lib/${name}`)].map(
        (dir) => `${dir}/${folder}`,
      )
    : [];

/** A program, a library by its name, or a module of PAM. */
const isThere = (name: string): boolean => {
  if (/\.so(\.\d+)?$/.test(name))
    return libraries(name.startsWith('pam_') ? 'security' : 'faketime').some((folder) =>
      may(join(folder, name), constants.R_OK),
    );
  return FOLDERS.some((folder) => may(join(folder, name), constants.X_OK));
};

/** Something that a lab needs and that is not here, with what brings it. */
export interface Missing {
  readonly what: string;
  /** Debian package, where one brings it. */
  readonly package?: string;
  readonly remedy: string;
}

/** What keeps a lab from running here: programs, privileges, devices. Empty is good. */
export const preflight = (): Missing[] => {
  const programs = Object.entries(NEEDS)
    .filter(([program]) => !isThere(program))
    .map(([what, name]): Missing => ({ what, package: name, remedy: `apt-get install ${name}` }));
  return [...programs, ...surroundingsLack()];
};

/** What the process itself lacks, and the machine as it sees it. */
export const surroundingsLack = (): Missing[] => {
  const tun = isReadable('/dev/net/tun');
  return [
    ...(process.getuid?.() === 0 ? [] : rootlessLacks()),
    ...(inChroot()
      ? [{ what: 'a root of its own (this is a chroot)', remedy: 'leave the chroot, or use a container' }]
      : []),
    ...(tun ? [] : [{ what: '/dev/net/tun', remedy: 'modprobe tun' }]),
  ];
};

/** Whether the labs of this process have no root of the machine: by its own user, or in a user namespace of somebody else's. */
export const isRootless = (): boolean => process.getuid?.() !== 0 || statSync('/').uid !== 0;

/** Accounts that a lab's hosts have besides root: sshd sees to each of them by a number of its own. */
const OWN_IDS = 65_536;

/** Whether a file of subuid(5) gives this user so many ids. */
const hasIds = (file: string, user: { readonly username: string; readonly uid: number }): boolean => {
  if (!may(file, constants.R_OK)) return false;
  const lines = readFileSync(file, 'utf8')
    .split('\n')
    .map((line) => line.split(':'));
  return lines.some(
    ([name, , count]) => (name === user.username || name === String(user.uid)) && Number(count) >= OWN_IDS,
  );
};

/** What a user without root lacks, for a user namespace of its own with ids for all accounts. */
const rootlessLacks = (): Missing[] => {
  const user = userInfo();
  const ids = ['/etc/subuid', '/etc/subgid'].every((file) => hasIds(file, user));
  const tool = isThere('newuidmap');
  return [
    ...(tool ? [] : [{ what: 'newuidmap', package: 'uidmap', remedy: 'apt-get install uidmap' }]),
    ...(ids
      ? []
      : [
          {
            what: `root, or ${OWN_IDS} ids for ${user.username} in /etc/subuid and /etc/subgid`,
            remedy: `sudo, or usermod --add-subuids 100000-165535 --add-subgids 100000-165535 ${user.username}`,
          },
        ]),
  ];
};

/** A program that labs run, whether it is here, and what a lab is without it. */
export interface Program extends Missing {
  readonly here: boolean;
  /** Parts that stay off without it; absent: no lab. */
  readonly without?: string;
}

/** Every program that labs run, those that any lab needs first. */
export const programsHere = (): Program[] => {
  const asked = (needs: typeof NEEDS, without?: string): Program[] =>
    Object.entries(needs).map(([what, name]) => ({
      what,
      package: name,
      remedy: `apt-get install ${name}`,
      here: isThere(what),
      ...(without === undefined ? {} : { without }),
    }));
  const parts = Object.values(PARTS).flatMap(({ what, needs }) => asked(needs, `no ${what}`));
  return [...asked(NEEDS), ...parts];
};

/** A part of the lab that stays off here. */
export interface PartOff {
  readonly part: keyof LabParts;
  /** What there is none of: `serial lines and consoles`. */
  readonly what: string;
  readonly missing: readonly Missing[];
}

const partsOf = Object.keys(PARTS) as (keyof LabParts)[];

/** Parts that a lab has only where some device runs the daemon. */
const DAEMON = { conserver: 'conserver', logins: 'freeradius' } as const;

/** The parts that a lab of this network would have. */
export const partsUsed = (network: Network): (keyof LabParts)[] =>
  partsOf.filter(
    (part) =>
      (part !== 'conserver' && part !== 'logins'
        ? true
        : network.devices.some((device) => servicesOf(network, device).includes(DAEMON[part]))) &&
      ((part !== 'carp' && part !== 'pacemaker') || network.pairs.some(({ engine }) => engine === part)),
  );

/** The parts that stay off here, with what is missing for each. */
export const partsOff = (used: readonly (keyof LabParts)[] = partsOf): PartOff[] =>
  used.flatMap((part) => {
    const { what, needs } = PARTS[part];
    const missing = Object.entries(needs)
      .filter(([program]) => !isThere(program))
      .map(
        ([program, name]): Missing => ({ what: program, package: name, remedy: `apt-get install ${name}` }),
      );
    return missing.length > 0 ? [{ part, what, missing }] : [];
  });

/** The parts that a lab here has. */
export const partsHere = (): LabParts => {
  const off = new Set(partsOff().map(({ part }) => part));
  const has = (part: keyof LabParts): boolean => !off.has(part);
  return {
    serial: has('serial'),
    conserver: has('conserver'),
    bmc: has('bmc'),
    pdu: has('pdu'),
    bans: has('bans'),
    clock: has('clock'),
    names: has('names'),
    carp: has('carp'),
    pacemaker: has('pacemaker'),
    logins: has('logins'),
  };
};

/**
 * Whether this process is in a chroot: entering a mount namespace, as a lab does for each of its hosts, leads out of it. Its root is then
 * no mount of its namespace (proc(5), mountinfo shows none at "/"), or another one than that of pid 1 in the same namespace.
 */
const inChroot = (): boolean => {
  try {
    const mounts = readFileSync('/proc/self/mountinfo', 'utf8').trim().split('\n');
    if (!mounts.some((line) => line.split(' ')[4] === '/')) return true;
    if (readlinkSync('/proc/1/ns/mnt') !== readlinkSync('/proc/self/ns/mnt')) return false;
    const [mine, first] = [statSync('/'), statSync('/proc/1/root/')];
    return mine.dev !== first.dev || mine.ino !== first.ino;
  } catch {
    // Without /proc, or without the right to look: other checks speak.
    return false;
  }
};

const isReadable = (path: string): boolean => may(path, constants.R_OK | constants.W_OK);
