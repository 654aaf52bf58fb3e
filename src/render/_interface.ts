import type { Port } from '#model/network.ts';

/** Longest name of a Linux interface: IFNAMSIZ - 1 (linux/if.h). */
const LONGEST = 15;
const PLAIN = /^[a-zA-Z][a-zA-Z0-9_.-]*$/;

/** Words that ip(8) would read as its own, /proc/sys/net's two reserved entries, and the names that we give. */
const RESERVED = new Set([
  ...[
    'dev',
    'name',
    'type',
    'up',
    'down',
    'via',
    'src',
    'table',
    'group',
    'master',
    'netns',
    'address',
    'mtu',
  ],
  ...[
    'peer',
    'link',
    'index',
    'to',
    'from',
    'help',
    'add',
    'set',
    'del',
    'show',
    'all',
    'default',
    'any',
    'lo',
  ],
  ...['br0', 'lan0', 'mgmt-br', 'tun-oob', 'tun-rdv'],
]);

/** FNV-1a, 32 bits: a short stable tail, so that `et/1` and `et_1` stay apart. */
const tail = (text: string): string => {
  let hash = 0x811c9dc5;
  for (const char of text) hash = Math.imul(hash ^ char.codePointAt(0)!, 0x01000193) >>> 0;
  return hash.toString(36).padStart(7, '0').slice(-6);
};

/** The Linux name that stands for any name: itself where legal, else a stable one made from it. */
export const linuxName = (name: string): string => {
  if (name.length <= LONGEST && PLAIN.test(name) && !RESERVED.has(name.toLowerCase())) return name;
  const letters = name.replace(/[^a-zA-Z0-9]/g, '').replace(/^[0-9]+/, '');
  return `${(letters || 'if').slice(0, 8)}-${tail(name)}`;
};

/** What a port is called on its host. */
export const interfaceName = (port: Port): string => linuxName(port.name);
