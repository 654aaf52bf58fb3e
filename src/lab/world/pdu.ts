import type { Device } from '#model/network.ts';
import { type RenderedFile, secretPlaceholder } from '#model/rendered.ts';
import { dotted } from '../power/mib.ts';
import { mibOf } from '../power/mibs.ts';
import { unitFile } from './unit-files.ts';

/** The user of every PDU's SNMP version 3. */
export const SNMP_USER = 'oob';

const CONFIG = '/etc/relaxops/snmpd.conf';

/** Who may ask, and who may switch. */
export interface SnmpClients {
  readonly writers: readonly string[];
  readonly readers: readonly string[];
}

/** snmpd.conf(5): version 2c from known addresses, version 3 with keys, and the vendor's tree asked of the hardware. */
const configuration = (
  { id: pdu, vendor }: Pick<Device, 'id' | 'vendor'>,
  address: string,
  { writers, readers }: SnmpClients,
): string[] => {
  const { product, root } = mibOf(vendor);
  const secret = (kind: string): string => secretPlaceholder(`${kind}/${pdu}`);
  return [
    `agentaddress udp:${address}:161`,
    `sysname ${pdu}`,
    // By this clients know what they talk to.
    `sysobjectid ${dotted(product)}`,
    ...writers.map((from) => `rwcommunity ${secret('snmp-write')} ${from}`),
    ...[...writers, ...readers].map((from) => `rocommunity ${secret('snmp-read')} ${from}`),
    `createUser ${SNMP_USER} SHA-256 "${secret('snmp-auth')}" AES "${secret('snmp-priv')}"`,
    `rwuser ${SNMP_USER} authPriv`,
    `pass_persist ${dotted(root)} /usr/bin/socat - UNIX-CONNECT:/run/hardware/pdu.sock`,
    '[snmp] persistentDir /run/snmp',
    '[snmp] mibs :',
  ];
};

/** snmpd on a PDU's controller, at this address. */
export const pduFiles = (
  pdu: Pick<Device, 'id' | 'vendor'>,
  address: string,
  clients: SnmpClients,
): RenderedFile[] => [
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
