import { type RenderedFile, secretPlaceholder } from '#model/rendered.ts';
import { unitFile } from './unit-files.ts';

/** The user of every PDU's SNMP version 3. */
export const SNMP_USER = 'oob';

const CONFIG = '/etc/relaxops/snmpd.conf';

/** enterprises.apc.products.system.rPDU.masterSwitchrPDU (PowerNet-MIB): by this clients know what they talk to. */
const SWITCHED_RACK_PDU = '.1.3.6.1.4.1.318.1.3.4.5';

/** Who may ask, and who may switch. */
export interface SnmpClients {
  readonly writers: readonly string[];
  readonly readers: readonly string[];
}

/** snmpd.conf(5): version 2c from known addresses, version 3 with keys, and the APC tree asked of the hardware. */
const configuration = (pdu: string, address: string, { writers, readers }: SnmpClients): string[] => {
  const secret = (kind: string): string => secretPlaceholder(`${kind}/${pdu}`);
  return [
    `agentaddress udp:${address}:161`,
    `sysname ${pdu}`,
    `sysobjectid ${SWITCHED_RACK_PDU}`,
    ...writers.map((from) => `rwcommunity ${secret('snmp-write')} ${from}`),
    ...[...writers, ...readers].map((from) => `rocommunity ${secret('snmp-read')} ${from}`),
    `createUser ${SNMP_USER} SHA-256 "${secret('snmp-auth')}" AES "${secret('snmp-priv')}"`,
    `rwuser ${SNMP_USER} authPriv`,
    'pass_persist .1.3.6.1.4.1.318 /usr/bin/socat - UNIX-CONNECT:/run/hardware/pdu.sock',
    '[snmp] persistentDir /run/snmp',
    '[snmp] mibs :',
  ];
};

/** snmpd on a PDU's controller, at this address. */
export const pduFiles = (pdu: string, address: string, clients: SnmpClients): RenderedFile[] => [
  {
    path: CONFIG,
    mode: 0o600,
    text: configuration(pdu, address, clients)
      .map((line) => `${line}\n`)
      .join(''),
  },
  unitFile('snmpd', [
    'After=relaxops-network.service',
    'Type=simple',
    'ExecStartPre=/usr/bin/install -d -m 0700 /run/snmp',
    // The modules left out look for what a namespace does not have.
    `ExecStart=/usr/sbin/snmpd -f -Lo -C -c ${CONFIG} -I -smux,mteTrigger,mteTriggerConf`,
  ]),
];
