import { serverPort } from '#addressing/pools.ts';
import { failureId } from '#model/failure.ts';
import type { Door, DoorEngine, OperatorNetwork } from '#model/network.ts';
import type { RenderedFile } from '#model/rendered.ts';
import { netmask } from '#render/_prefix.ts';
import { SERVER } from '#render/fail2ban.ts';
import type { LabFlood, LabHost, LabVariant } from '../plan.ts';
import { CORE } from './internet-hosts.ts';
import { unitFile } from './unit-files.ts';

/**
 * What bans at a door, and sleeps until somebody breaks something (T38): a fail2ban that reads what OpenVPN says of packets that no key
 * of ours made; WireGuard says nothing of them, so in front of it a firewall counts. Nothing that RelaxOps renders bans at a door.
 */
const FOLDER = '/etc/relaxops/lab/ban';
/** The script that ends the ban. */
export const LIFT = `${FOLDER}/lift.sh`;
const JAIL = 'door';
const UNIT = 'door-ban';
export const BAN_UNIT = `relaxops-${UNIT}.service`;
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

/** The firewall counts what is new from each network, and bans it for a while. */
const counts = (port: number, length: number): string[] => {
  const from = `ip saddr & ${netmask(length)}`;
  return [
    `table ${BAN_TABLE} {`,
    '  set banned {',
    '    type ipv4_addr',
    '    flags dynamic, timeout',
    '    size 1024',
    '  }',
    '  set seen {',
    '    type ipv4_addr',
    '    flags dynamic, timeout',
    '    size 1024',
    `    timeout ${SECONDS}s`,
    '  }',
    '  chain input {',
    '    type filter hook input priority filter - 1; policy accept;',
    `    udp dport ${port} ${from} @banned counter drop`,
    `    udp dport ${port} ct state new update @seen { ${from} limit rate over ${TRIES}/hour burst ${TRIES} packets } add @banned { ${from} timeout ${SECONDS}s } drop`,
    '  }',
    '}',
  ];
};

interface Ban {
  readonly service: readonly string[];
  readonly lift: string;
  /** Files that are there from the start, and those of a ban of networks of one length. */
  readonly files: (door: Door) => RenderedFile[];
  readonly change: (door: Door, length: number) => RenderedFile;
}

const BAN: Readonly<Record<DoorEngine, Ban>> = {
  openvpn: {
    service: ['Type=simple', `ExecStart=/usr/bin/fail2ban-server -c ${FOLDER} -x -f start`],
    // It ends once its bans are lifted.
    lift: `fail2ban-client -c ${FOLDER} stop`,
    files: (door) => [
      file('fail2ban.conf', SERVER),
      file(`filter.d/${JAIL}.conf`, FILTER),
      file(`action.d/${JAIL}.conf`, ACTION),
      file('bans.nft', BANS(serverPort(door))),
    ],
    change: (_door, length) => file('jail.conf', jail(String(length))),
  },
  wireguard: {
    service: ['Type=oneshot', `ExecStart=/usr/sbin/nft -f ${FOLDER}/limit.nft`],
    lift: `nft delete table ${BAN_TABLE}`,
    files: () => [],
    change: (door, length) => file('limit.nft', counts(serverPort(door), length)),
  },
};

/** A gateway with what bans at its door, asleep. */
export const withBan = (host: LabHost, door: Door): LabHost => {
  const { service, lift, files } = BAN[door.engine];
  return {
    ...host,
    files: [...host.files, ...files(door), file('lift.sh', [lift]), unitFile(UNIT, service)],
    dormant: [...(host.dormant ?? []), BAN_UNIT],
  };
};

const nameOf = (door: Door, place: OperatorNetwork): string =>
  failureId({ kind: 'operators-banned', scope: `${place.id}@${door.id}` });

/** What bans networks as long as this one. */
export const banVariant = (door: Door, place: OperatorNetwork): LabVariant => ({
  name: nameOf(door, place),
  changes: [
    {
      host: door.gateway,
      files: [BAN[door.engine].change(door, Number(place.prefix.split('/')[1] ?? 32))],
      start: [BAN_UNIT],
    },
  ],
});

/** Packets that no key of ours made, from the network's own router: whom its NAT hides, nobody knows. */
export const banFlood = (door: Door, place: OperatorNetwork, router: string): LabFlood => ({
  ...{ name: nameOf(door, place), from: CORE, sources: [router] },
  ...{ to: door.address, port: door.port },
});
