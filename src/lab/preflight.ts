import { accessSync, constants } from 'node:fs';
import { join } from 'node:path';
import type { LabParts } from './world/parts.ts';

/** Programs that a lab needs, and the Debian package that brings each. */
const NEEDS: Readonly<Record<string, string>> = {
  ip: 'iproute2',
  tc: 'iproute2',
  nft: 'nftables',
  nsenter: 'util-linux',
  unshare: 'util-linux',
  sysctl: 'procps',
  sshd: 'openssh-server',
  ssh: 'openssh-client',
  openvpn: 'openvpn',
  keepalived: 'keepalived',
};
/** What a lab can do without, and then says so: programs, their packages, and the part that they make. */
const PARTS: Readonly<Record<keyof LabParts, { readonly what: string; readonly needs: typeof NEEDS }>> = {
  serial: { what: 'serial lines and consoles', needs: { ser2net: 'ser2net', socat: 'socat' } },
  bmc: { what: 'BMCs by IPMI', needs: { ipmi_sim: 'openipmi', ipmitool: 'ipmitool', socat: 'socat' } },
  pdu: { what: 'PDUs by SNMP', needs: { snmpd: 'snmpd', snmpget: 'snmp', socat: 'socat' } },
};

const FOLDERS = ['/usr/local/sbin', '/usr/local/bin', '/usr/sbin', '/usr/bin', '/sbin', '/bin'];

const isThere = (program: string): boolean =>
  FOLDERS.some((folder) => {
    try {
      accessSync(join(folder, program), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });

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
  const root = process.getuid?.() === 0;
  const tun = isReadable('/dev/net/tun');
  return [
    ...programs,
    ...(root ? [] : [{ what: 'root', remedy: 'run it with sudo: network namespaces and mounts need it' }]),
    ...(tun ? [] : [{ what: '/dev/net/tun', remedy: 'modprobe tun' }]),
  ];
};

/** A part of the lab that stays off here. */
export interface PartOff {
  readonly part: keyof LabParts;
  /** What there is none of: `serial lines and consoles`. */
  readonly what: string;
  readonly missing: readonly Missing[];
}

const partsOf = Object.keys(PARTS) as (keyof LabParts)[];

/** The parts that stay off here, with what is missing for each. */
export const partsOff = (): PartOff[] =>
  partsOf.flatMap((part) => {
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
  return { serial: !off.has('serial'), bmc: !off.has('bmc'), pdu: !off.has('pdu') };
};

const isReadable = (path: string): boolean => {
  try {
    accessSync(path, constants.R_OK | constants.W_OK);
    return true;
  } catch {
    return false;
  }
};
