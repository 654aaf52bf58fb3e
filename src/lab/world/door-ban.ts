import { serverPort } from '#addressing/pools.ts';
import { failureId } from '#model/failure.ts';
import type { Door, OperatorNetwork } from '#model/network.ts';
import type { RenderedFile } from '#model/rendered.ts';
import { SERVER } from '#render/fail2ban.ts';
import type { LabFlood, LabHost, LabVariant } from '../plan.ts';
import { CORE } from './internet-hosts.ts';
import { unitFile } from './unit-files.ts';

/**
 * A fail2ban in front of a door's VPN, which sleeps until somebody breaks something: it reads what OpenVPN says of packets that no
 * key of ours made, and bans the network that they come from (T38). Nothing that RelaxOps renders bans at a door.
 */
/** fail2ban's configuration. */
export const BAN_FOLDER = '/etc/relaxops/lab/ban';
const FOLDER = BAN_FOLDER;
const JAIL = 'door';
export const BAN_UNIT = 'relaxops-fail2ban-door.service';
export const BAN_TABLE = 'inet relaxops_bans';

const TRIES = 5;
const SECONDS = 600;

const text = (lines: readonly string[]): string => lines.map((line) => `${line}\n`).join('');
const file = (name: string, lines: readonly string[]): RenderedFile => ({
  path: `${FOLDER}/${name}`,
  mode: 0o644,
  text: text(lines),
});

/** As fail2ban's own actions do, the ban takes every packet, of sessions that run as well. */
const BANS = (port: number): string[] => [
  `table ${BAN_TABLE} {`,
  '}',
  `delete table ${BAN_TABLE}`,
  `table ${BAN_TABLE} {`,
  '  set banned {',
  '    type ipv4_addr',
  '    flags interval, timeout',
  '  }',
  '  chain input {',
  '    type filter hook input priority filter - 1; policy accept;',
  `    ip saddr @banned udp dport ${port} counter drop`,
  '  }',
  '}',
];

/** ssl_pkt.c of OpenVPN 2.6: `TLS Error: tls-crypt unwrapping failed from [AF_INET]198.51.100.1:40000 (via ...)`. */
const FILTER = [
  '[Definition]',
  'failregex = ^.*TLS Error: tls-crypt unwrapping failed from \\[AF_INET\\]<HOST>:\\d+',
  'ignoreregex =',
  'datepattern = {NONE}',
];

const ACTION = [
  '[Definition]',
  `actionstart = nft -f ${FOLDER}/bans.nft`,
  `actionstop = nft delete table ${BAN_TABLE}`,
  `actionban = nft add element ${BAN_TABLE} banned '{ <ip>/<length> timeout <bantime>s }'`,
  `actionunban = nft delete element ${BAN_TABLE} banned '{ <ip>/<length> }' 2>/dev/null || true`,
  '[Init]',
  'length = 32',
];

const jail = (length: string): string[] => [
  `[${JAIL}]`,
  'enabled = true',
  'ignoreself = false',
  'usedns = no',
  'backend = polling',
  'logpath = /run/log/relaxops-openvpn-oob.service.log tail',
  `filter = ${JAIL}`,
  `action = ${JAIL}[length=${length}]`,
  `maxretry = ${TRIES}`,
  `findtime = ${SECONDS}`,
  `bantime = ${SECONDS}`,
];

/** A gateway with what bans at its door, asleep. */
export const withBan = (host: LabHost, door: Door): LabHost => ({
  ...host,
  files: [
    ...host.files,
    file('fail2ban.conf', SERVER),
    file(`filter.d/${JAIL}.conf`, FILTER),
    file(`action.d/${JAIL}.conf`, ACTION),
    file('bans.nft', BANS(serverPort(door))),
    unitFile('fail2ban-door', ['Type=simple', `ExecStart=/usr/bin/fail2ban-server -c ${FOLDER} -x -f start`]),
  ],
  dormant: [...(host.dormant ?? []), BAN_UNIT],
});

const nameOf = (door: Door, place: OperatorNetwork): string =>
  failureId({ kind: 'operators-banned', scope: `${place.id}@${door.id}` });

/** The jail that bans by networks as long as this one. */
export const banVariant = (door: Door, place: OperatorNetwork): LabVariant => ({
  name: nameOf(door, place),
  changes: [
    {
      host: door.gateway,
      files: [file('jail.conf', jail(place.prefix.split('/')[1] ?? '32'))],
      start: [BAN_UNIT],
    },
  ],
});

/** Packets that no key of ours made, from the network's own router: whom its NAT hides, nobody knows. */
export const banFlood = (door: Door, place: OperatorNetwork, router: string): LabFlood => ({
  ...{ name: nameOf(door, place), from: CORE, sources: [router] },
  ...{ to: door.address, port: door.port },
});
