import { accessSync, constants } from 'node:fs';
import { join } from 'node:path';

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

const isReadable = (path: string): boolean => {
  try {
    accessSync(path, constants.R_OK | constants.W_OK);
    return true;
  } catch {
    return false;
  }
};
