import type { RenderedFile } from '#model/rendered.ts';
import { isDual } from './_legs.ts';
import { file, header, ROOT, UNITS } from './_text.ts';
import type { RenderContext } from './context.ts';
import { exempt } from './fail2ban/exempt.ts';
import { FILTER } from './fail2ban/filter.ts';
import { type Host, hasRole, type Renderer } from './renderer.ts';

const FOLDER = 'fail2ban';
const JAIL = 'relaxops-sshd';
const TABLE = 'inet relaxops_bans';

/** So many failed logins from one address within the time end in a ban; both times in seconds. */
const TRIES = 8;
const WITHIN = 600;
const BAN = 600;

/** Where it talks to its client and keeps nothing: after a restart nobody is banned. */
const server = (dual: boolean): readonly string[] => [
  '[Definition]',
  'loglevel = INFO',
  'logtarget = STDOUT',
  'syslogsocket = auto',
  'socket = /run/relaxops-fail2ban.sock',
  'pidfile = /run/relaxops-fail2ban.pid',
  'dbfile = None',
  'dbmaxmatches = 10',
  'dbpurgeage = 1d',
  `allowipv6 = ${dual ? 'yes' : 'no'}`,
];

/** Those of a host without IPv6. */
export const SERVER = server(false);

const jail = (context: RenderContext, host: Host): string[] => [
  `[${JAIL}]`,
  'enabled = true',
  '# Whoever is shared by many, and every other door: a ban must not lock anybody out who comes another way.',
  `ignoreip = ${exempt(context, host).join(' ')}`,
  '# It would look up its own name, and wait for a name service that is not there (T54).',
  'ignoreself = false',
  'usedns = no',
  'backend = systemd',
  'journalmatch = _SYSTEMD_UNIT=relaxops-sshd.service',
  `filter = ${JAIL}`,
  `action = ${JAIL}`,
  `maxretry = ${TRIES}`,
  `findtime = ${WITHIN}`,
  `bantime = ${BAN}`,
];

/** A table of its own, in front of ours: loading our filter anew ends no ban. The kernel ends bans even if fail2ban is gone. */
const BANS = [
  `table ${TABLE} {`,
  '}',
  `delete table ${TABLE}`,
  `table ${TABLE} {`,
  '    set banned {',
  '        type ipv4_addr',
  '        flags timeout',
  '    }',
  '',
  '    chain input {',
  '        type filter hook input priority filter - 1; policy accept;',
  '        ip saddr @banned tcp dport 22 ct state new counter drop comment "banned (T38); who is in stays in"',
  '    }',
  '}',
];

const ACTION = [
  '[Definition]',
  `actionstart = nft -f ${ROOT}/${FOLDER}/bans.nft`,
  `actionstop = nft delete table ${TABLE}`,
  `actioncheck = nft list set ${TABLE} banned >/dev/null`,
  `actionflush = nft flush set ${TABLE} banned`,
  `actionban = nft add element ${TABLE} banned '{ <ip> timeout <bantime>s }'`,
  '# The kernel may have ended it already.',
  `actionunban = nft delete element ${TABLE} banned '{ <ip> }' 2>/dev/null || true`,
];

const UNIT: RenderedFile = {
  path: `${UNITS}/relaxops-fail2ban.service`,
  mode: 0o644,
  text: [
    '# RelaxOps. Rendered from the inventory; changes here will be lost.',
    '[Unit]',
    'Description=RelaxOps: bans whoever fails to log in again and again',
    'Wants=relaxops-firewall.service',
    'After=relaxops-firewall.service relaxops-sshd.service',
    '',
    '[Service]',
    'Type=simple',
    `ExecStart=/usr/bin/fail2ban-server -c ${ROOT}/${FOLDER} -x -f start`,
    'Restart=on-failure',
    'RestartSec=5',
    '',
    '[Install]',
    'WantedBy=multi-user.target',
    '',
  ].join('\n'),
};

/** Bans addresses that fail to log in, where sshd is what stands between people and the network (T38). */
export const fail2ban: Renderer = {
  id: 'fail2ban',
  title: 'bans of failed logins',
  appliesTo: (host) => hasRole(host, 'jumphost', 'rendezvous'),
  render: (context, host) => {
    const written = (path: string, what: string, lines: readonly string[]): RenderedFile =>
      file(`${FOLDER}/${path}`, [header(host, what), ...lines]);
    return [
      written('fail2ban.conf', 'fail2ban', server(isDual(context, host))),
      written('jail.conf', 'the jail of sshd', jail(context, host)),
      written(`filter.d/${JAIL}.conf`, 'failed logins', FILTER),
      written(`action.d/${JAIL}.conf`, 'bans', ACTION),
      written('bans.nft', 'bans', BANS),
      UNIT,
    ];
  },
  check: {
    path: /\/fail2ban\/jail\.conf$/,
    argv: (path) => ['/usr/bin/fail2ban-client', '-c', path.replace(/\/jail\.conf$/, ''), '-t'],
    package: 'fail2ban',
  },
};
