import { chmodSync, cpSync, existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { OPERATORS_GROUP } from '#render/break-glass.ts';
import { uidOf } from '../hardware/host-files.ts';

/** What daemons and libraries look for in /etc and have nothing of this machine's secrets or names in it. */
const COPIED = [
  'ld.so.cache',
  'ld.so.conf',
  'ld.so.conf.d',
  'ssl/openssl.cnf',
  'ssh/moduli',
  'alternatives',
  'iproute2',
  // Debian 13's keepalived does not start without it. Only this file: the folder may hold what the machine itself runs.
  'keepalived/keepalived.config-opts',
  'login.defs',
  'localtime',
  'protocols',
  'services',
  'pam.d',
  'security',
];

const OPERATORS_GID = 900;

/** Accounts of daemons, with the number that they have on Debian if this machine does not know them. */
const DAEMONS: Readonly<Record<string, number>> = {
  daemon: 1,
  sshd: 101,
  openvpn: 102,
  freerad: 109,
  nobody: 65534,
};

const uidOnThisMachine = (name: string): number | undefined => {
  const line = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((entry) => entry.startsWith(`${name}:`));
  const uid = Number(line?.split(':')[2]);
  return Number.isInteger(uid) ? uid : undefined;
};

const copy = (name: string, target: string): void => {
  if (!existsSync(`/etc/${name}`)) return;
  mkdirSync(dirname(`${target}/${name}`), { recursive: true });
  cpSync(`/etc/${name}`, `${target}/${name}`, { recursive: true, verbatimSymlinks: true });
};

/** Writes the /etc that every host of the lab has: lab users with `/bin/sh`, no resolver, nobody else's accounts. */
export const writeEtc = (target: string, users: readonly string[]): void => {
  for (const name of COPIED) copy(name, target);
  for (const name of ['relaxops', 'relaxops-lines', 'systemd/system', 'ssh', 'ssl', 'snmp'])
    mkdirSync(`${target}/${name}`, { recursive: true });
  const daemons = Object.entries(DAEMONS).map(
    ([name, uid]) => [name, uidOnThisMachine(name) ?? uid] as const,
  );
  const people = users.map((name, index) => [name, uidOf(index)] as const);
  const files: Record<string, string[]> = {
    passwd: [
      'root:x:0:0:root:/run/home/root:/bin/sh',
      ...daemons.map(([name, uid]) => `${name}:x:${uid}:65534::/nonexistent:/usr/sbin/nologin`),
      ...people.map(([name, uid]) => `${name}:x:${uid}:${uid}::/run/home/${name}:/bin/sh`),
    ],
    group: [
      'root:x:0:',
      'nogroup:x:65534:',
      'tty:x:5:',
      'freerad:x:115:',
      ...people.map(([name, uid]) => `${name}:x:${uid}:`),
      // What sysusers.conf makes on a jumphost that holds a key.
      `${OPERATORS_GROUP}:x:${OPERATORS_GID}:${users.join(',')}`,
    ],
    // `*` and not `!`: sshd takes the latter for a locked account and refuses keys.
    shadow: ['root', ...daemons.map(([n]) => n), ...users].map((name) => `${name}:*:19000:0:99999:7:::`),
    'nsswitch.conf': ['passwd: files', 'group: files', 'shadow: files', 'hosts: files', 'services: files'],
    hosts: ['127.0.0.1 localhost'],
    'resolv.conf': [],
    // As Debian has it: clients speak in numbers, and miss no MIB files.
    'snmp/snmp.conf': ['mibs :'],
  };
  for (const [name, lines] of Object.entries(files))
    writeFileSync(`${target}/${name}`, lines.map((l) => `${l}\n`).join(''));
  chmodSync(`${target}/shadow`, 0o600);
  symlinkSync('/proc/self/mounts', `${target}/mtab`);
};
