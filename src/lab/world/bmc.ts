import { type RenderedFile, secretPlaceholder } from '#model/rendered.ts';
import { unitFile } from './unit-files.ts';

/** The account of every BMC in the lab. */
export const BMC_USER = 'oob';
/** The serial port behind its serial over LAN (`LabLine.port`). */
export const SOL_PORT = 'sol';

const FOLDER = '/etc/relaxops/ipmi';

/** ipmi_lan(5). One management controller, lanplus and lan, one administrator; the chassis is a program's business. */
const lan = (bmc: string, address: string): string[] => [
  'name "bmc"',
  'set_working_mc 0x20',
  '  startlan 1',
  `    addr ${address} 623`,
  '    priv_limit admin',
  '    allowed_auths_callback md5',
  '    allowed_auths_user md5',
  '    allowed_auths_operator md5',
  '    allowed_auths_admin md5',
  '    guid a123456789abcdefa123456789abcdef',
  '  endlan',
  `  chassis_control "${FOLDER}/chassis 0x20"`,
  `  sol "/etc/relaxops-lines/${SOL_PORT}" 115200`,
  '  startnow false',
  `  user 2 true "${BMC_USER}" "${secretPlaceholder(`ipmi-password/${bmc}`)}" admin 10 md5`,
];

/** ipmi_sim_cmd(5): the controller is there, with an event log. */
const EMULATOR = [
  'mc_setbmc 0x20',
  'mc_add 0x20 0 no-device-sdrs 0x23 9 8 0x9f 0x1291 0xf02',
  'sel_enable 0x20 1000 0x0a',
  'mc_enable 0x20',
];

/** Asks the hardware, and fails if it says "error". */
const CHASSIS = [
  '#!/bin/sh',
  'said=$(echo "$@" | socat -t5 - UNIX-CONNECT:/run/hardware/chassis.sock) || exit 1',
  'case "$said" in error) exit 1 ;; ok) exit 0 ;; esac',
  'echo "$said"',
];

const text = (lines: readonly string[]): string => lines.map((line) => `${line}\n`).join('');

/** Where its web server's key and certificate lie; it makes them itself, and nobody vouches for them, as with most real ones. */
const TLS = '/run/redfish';

/** TLS in the BMC's own network namespace, and what is said in it is the hardware's business. */
const redfishUnit = (address: string): RenderedFile =>
  unitFile('redfish', [
    'After=relaxops-network.service',
    'Type=simple',
    `ExecStartPre=/usr/bin/install -d -m 0700 ${TLS}`,
    `ExecStartPre=/usr/bin/openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 3650 -subj /CN=bmc -keyout ${TLS}/key.pem -out ${TLS}/cert.pem`,
    `ExecStart=/usr/bin/socat OPENSSL-LISTEN:443,bind=${address},reuseaddr,fork,verify=0,cert=${TLS}/cert.pem,key=${TLS}/key.pem UNIX-CONNECT:/run/hardware/redfish.sock`,
  ]);

/** ipmi_sim and Redfish on a BMC, at this address. */
export const bmcFiles = (bmc: string, address: string): RenderedFile[] => [
  { path: `${FOLDER}/lan.conf`, mode: 0o600, text: text(lan(bmc, address)) },
  { path: `${FOLDER}/sim.emu`, mode: 0o644, text: text(EMULATOR) },
  { path: `${FOLDER}/chassis`, mode: 0o755, text: text(CHASSIS) },
  unitFile('ipmi', [
    'After=relaxops-network.service',
    'Type=simple',
    'ExecStartPre=/usr/bin/install -d -m 0700 /run/ipmi',
    `ExecStart=/usr/bin/ipmi_sim -n -c ${FOLDER}/lan.conf -f ${FOLDER}/sim.emu -s /run/ipmi`,
  ]),
  redfishUnit(address),
];
