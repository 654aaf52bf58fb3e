import { holdsKey } from '#model/break-glass.ts';
import type { Device, Network } from '#model/network.ts';
import { breakGlassNames } from './break-glass.ts';
import { vpnSubjects } from './make-secrets.ts';
import type { Purpose } from './vpn-ca.ts';

/** Every kind of secret in a store, and what it is for. */
export const KINDS = {
  'vpn-ca': "signs the VPN's certificates",
  'vpn-key': 'enters or serves the VPN',
  'vpn-tls-crypt': "hides a server's VPN from those without it",
  'wireguard-key': 'enters or serves WireGuard',
  'wireguard-psk': 'a gateway and one of its WireGuard clients share it',
  'ssh-host-key': 'proves a host to ssh',
  'break-glass-key': "opens devices for a jumphost when nobody's own key does",
  'break-glass-passphrase': 'opens that key; made and renewed with it',
  'ipmi-password': 'administrator of a BMC, by IPMI',
  'pdu-password': 'administrator of a PDU',
  'console-password': 'login at a console',
  'radius-secret': 'a device and the authentication servers that its logins ask share it',
  'radius-password': 'an operator proves it to an authentication server, besides a key',
  'snmp-read': 'SNMP community to read with',
  'snmp-write': 'SNMP community to switch with',
  'snmp-auth': 'SNMPv3 authentication',
  'snmp-priv': 'SNMPv3 privacy',
} as const satisfies Readonly<Record<string, string>>;
export type Kind = keyof typeof KINDS;

/** A secret that the network needs. */
export interface Need {
  /** `kind/owner`, or `vpn-ca`. */
  readonly name: string;
  readonly kind: Kind;
  readonly owner: string;
  /** Of a `vpn-key`. */
  readonly purposes: readonly Purpose[];
}

/** The kind in a secret's name. */
export const kindOf = (name: string): Kind | undefined => {
  const kind = name.split('/')[0]!;
  return kind in KINDS ? (kind as Kind) : undefined;
};

const speaksSnmp = ({ role, protocols }: Device): boolean =>
  role === 'pdu'
    ? protocols === undefined || protocols.includes('snmpv3')
    : protocols?.includes('snmpv3') === true;

/** Credentials of boxes that we manage and do not render; a landlord's are not ours to set. */
const credentials = (device: Device): string[] => {
  if (device.owner !== undefined) return [];
  const own = holdsKey(device) ? Object.values(breakGlassNames(device.id)) : [];
  const bmcs = device.ports.filter(({ kind }) => kind === 'bmc');
  return [
    ...own,
    ...bmcs.map(({ id }) => `ipmi-password/${id}`),
    ...(device.role === 'pdu' ? [`pdu-password/${device.id}`] : []),
    ...(speaksSnmp(device) ? [`snmp-auth/${device.id}`, `snmp-priv/${device.id}`] : []),
  ];
};

/**
 * What the network needs: every secret that its rendered files ask for, the VPN's authority behind the certificates among
 * them, and credentials of BMCs, PDUs and whatever speaks SNMPv3. Throws for a kind that nobody makes.
 */
export const needsOf = (network: Network, asked: readonly string[]): Need[] => {
  const purposes = new Map(vpnSubjects(network));
  const names = new Set([...asked, ...network.devices.flatMap(credentials)]);
  const need = (name: string): Need => {
    const kind = kindOf(name);
    if (kind === undefined) throw new Error(`nobody makes a secret such as ${name}`);
    const owner = name.slice(kind.length + 1);
    return { name, kind, owner, purposes: purposes.get(owner) ?? [] };
  };
  const needs = [...names].sort().map(need);
  const ca = needs.some(({ kind }) => kind === 'vpn-key') ? [need('vpn-ca')] : [];
  return [...ca, ...needs];
};
