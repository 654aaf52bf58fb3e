import { dotted } from '../power/mib.ts';
import type { Drill, Ground, Typed } from './drill.ts';
import { type Fed, hasLine, hostname, laptopOf, leave, outletsOf, SSH } from './places.ts';

/** A folder for snmp.conf(5) on the jumphost: each PDU has a community of its own. */
const conf = (ip: string): string => `.snmp/${ip}`;

/** As typed on the jumphost, for every outlet that feeds the device: with two supplies one alone does nothing. */
const switchAll = (jumphost: string, outlets: readonly Fed[], command: 'on' | 'off'): string =>
  outlets
    .map(
      ({ ip, number, mib }) =>
        `${SSH} ${jumphost} SNMPCONFPATH=${conf(ip)} snmpset ${ip} ${dotted(mib.commandOf(number))} i ${mib.numberFor[command]}`,
    )
    .join(' && ');

/** Puts the communities where snmpset finds them, so that no command line has them. */
const paste = (laptop: string, jumphost: string, { pdu, ip }: Fed): Typed => ({
  why: `On the jumphost: what ${pdu} lets itself be switched by, from your password store. Never on a command line.`,
  at: laptop,
  command: `${SSH} -T ${jumphost} 'umask 077; mkdir -p ${conf(ip)}; echo ready; head -n 3 >${conf(ip)}/snmp.conf'`,
  dialogue: [
    {
      sees: 'ready',
      type: 'mibs :\ndefVersion 2c\ndefCommunity ',
      secret: `snmp-write/${pdu}`,
      enter: '\n',
    },
  ],
  expect: { exit: 'succeeds' },
});

const patientOf = (ground: Ground): string | undefined =>
  ground.network.devices.find(
    ({ id, role }) => role === 'server' && hasLine(ground, id) && outletsOf(ground, id).length > 0,
  )?.id;

/** A server hangs: power is the last word, and the console shows whether it comes back. */
export const hungServer: Drill = {
  id: 'hung-server',
  title: 'a server hangs: power-cycled at the PDU, its boot watched and stopped in the loader',
  source: 'T45',
  lesson:
    'Open the console before you touch the power: the boot menu is there for seconds. A server with two supplies has two outlets.',
  on: (ground) => {
    const laptop = laptopOf(ground);
    const server = patientOf(ground);
    if (!laptop) return 'no door that an operator comes in by';
    if (!server) return 'no server with a serial line and switched outlets';
    const site = ground.topology.device(server).site;
    const jumphost = ground.network.devices.find((one) => one.role === 'jumphost' && one.site === site)?.id;
    if (!jumphost) return 'no jumphost at the site of the server';
    const outlets = outletsOf(ground, server);
    const logInto = `${SSH} ${server} hostname`;
    return [
      {
        why: 'The server answers, out of band.',
        at: laptop,
        command: logInto,
        expect: { says: `^${hostname(server)}$`, exit: 'succeeds' },
      },
      { why: 'It hangs: nothing in it runs any more.', breaks: `device-hung:${server}` },
      { why: 'Nobody answers.', at: laptop, command: logInto, expect: { exit: 'fails' } },
      ...[...new Map(outlets.map((one) => [one.pdu, one])).values()].map((one) =>
        paste(laptop, jumphost, one),
      ),
      {
        why: 'One terminal on the console, another on the power: off, on, and Ctrl-C when the loader says so. Look around, boot.',
        at: laptop,
        command: `${SSH} ${server}.console`,
        dialogue: [
          { sees: 'line [0-9]+: ', meanwhile: switchAll(jumphost, outlets, 'off') },
          { sees: '', meanwhile: switchAll(jumphost, outlets, 'on') },
          { sees: 'for the boot menu', type: '\x03' },
          { sees: 'Choice: ', type: '1\r' },
          { sees: `${server} login: ` },
          ...leave(ground, server),
        ],
        expect: { says: 'Power-on self test[^]*Boot menu of[^]*login: ' },
      },
      {
        why: 'It is back.',
        at: laptop,
        command: logInto,
        expect: { says: `^${hostname(server)}$`, exit: 'succeeds' },
        within: 20,
      },
    ];
  },
};
