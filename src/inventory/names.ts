/** Sites, racks, devices, people: what a name may look like. It becomes host names and file names. */
export const NAME_PATTERN = '^[A-Za-z0-9][A-Za-z0-9-]{0,30}$';
const NAME = new RegExp(NAME_PATTERN);

/** Operators log in by their name, so it is a Unix user name. */
export const USER_PATTERN = '^[a-z][a-z0-9-]{0,30}$';
const USER = new RegExp(USER_PATTERN);

/** A port's name may be a vendor's: `GigabitEthernet1/0/1`, `Gig-E 1`. */
export const PORT_PATTERN = '^[A-Za-z0-9][A-Za-z0-9 ._/:+()-]{0,62}$';
const PORT = new RegExp(PORT_PATTERN);

/** YAML 1.1 readers take these for booleans or nothing, so other tools would misread the file. */
const MISREAD = new Set(['no', 'yes', 'on', 'off', 'true', 'false', 'null', 'n', 'y']);
/**
 * Accounts and groups that Debian and its packages have (base-passwd, adduser, systemd, the daemons that we run), and the
 * name of the VPN's authority, and what we make ourselves. An account that is called like a group becomes a member of it: `sudo`, `shadow`, `docker`.
 */
const TAKEN = new Set(
  `root daemon bin sys sync games man lp mail news uucp proxy www-data backup list irc gnats nobody nogroup adm tty disk
  kmem dialout fax voice cdrom floppy tape sudo audio dip operator src shadow utmp video sasl plugdev staff users input sgx
  kvm render netdev bluetooth crontab messagebus docker lxd wheel ssh sshd ssl-cert openvpn polkitd systemd-journal
  systemd-network systemd-resolve systemd-timesync ca break-glass relaxops`.split(/\s+/),
);
/** Hosts that the lab has of its own. */
const LAB_HOSTS = new Set(['laptop', 'internet']);

export interface NameProblem {
  readonly text: string;
  readonly hint?: string;
}

const misread = (name: string): NameProblem | undefined =>
  MISREAD.has(name.toLowerCase())
    ? {
        text: 'many readers of YAML take it for a boolean or nothing',
        hint: `a longer name, such as "${name}1"`,
      }
    : undefined;

/** What is wrong with a name, or nothing. */
export const nameProblem = (name: string): NameProblem | undefined =>
  NAME.test(name)
    ? misread(name)
    : { text: 'expected letters, digits and "-", beginning with a letter or digit, at most 31' };

/** What is wrong with the name of somebody who logs in or holds a certificate. */
export const userProblem = (name: string): NameProblem | undefined => {
  if (!USER.test(name))
    return { text: 'expected lower-case letters, digits and "-", beginning with a letter, at most 31' };
  if (LAB_HOSTS.has(name)) return { text: 'a lab has a host of its own called so, expected another name' };
  return TAKEN.has(name)
    ? { text: 'an account or group of that name exists on hosts, expected another name' }
    : misread(name);
};

/** What is wrong with the name of a port. */
export const portProblem = (name: string): NameProblem | undefined =>
  PORT.test(name) ? undefined : { text: 'expected letters, digits and any of " ._/:+()-", at most 63' };

const LONGEST_PORT = 63;

/** A port's name as far as an inventory can write it: vendors' slashes, blanks and brackets stay. */
export const legalPortName = (name: string): string =>
  name
    .normalize('NFKD')
    .replace(/[^A-Za-z0-9 ._/:+()-]+/g, '_')
    .replace(/\s+--\s+/g, ' - ')
    .replace(/^[^A-Za-z0-9]+/, '')
    .slice(0, LONGEST_PORT)
    .trim();
