import { randomInt } from 'node:crypto';
import { loginServices } from '#model/login-service.ts';
import type { Network } from '#model/network.ts';
import { Secret } from '#model/secret.ts';

/** Without letters that look like others (0, O, 1, l, I): some of these are typed at a console at night. */
const LETTERS = 'abcdefghijkmnopqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789';

/**
 * 16 letters, 93 bits: what IPMI 1.5 takes at most (2.0 takes 20: specification 2.0 section 22.30), and more than the 8
 * that SNMPv3 wants (RFC 3414 section 11.2).
 */
const LENGTH = 16;

/** A fresh password. */
export const password = (): Secret =>
  new Secret(Array.from({ length: LENGTH }, () => LETTERS[randomInt(LETTERS.length)]).join(''));

/** What each PDU's controller is spoken to with: communities of SNMP 2c, and the two keys of version 3. */
const SNMP = ['snmp-read', 'snmp-write', 'snmp-auth', 'snmp-priv'];

/** What logins prove to authentication servers, and what those share with who asks them. */
const ofLogins = (network: Network): string[] => {
  const services = loginServices(network);
  if (services.length === 0) return [];
  return [
    ...services.flatMap(({ logins }) => logins.map((id) => `radius-secret/${id}`)),
    ...network.operators.map(({ id }) => `radius-password/${id}`),
  ];
};

/** Fresh passwords, by name: of logins, and of the last resorts, a local account on every console, every BMC's, every PDU's. */
export const makePasswords = (network: Network): Record<string, Secret> => {
  const names = network.devices.flatMap((device) => [
    `console-password/${device.id}`,
    ...device.ports.filter((port) => port.kind === 'bmc').map((port) => `ipmi-password/${port.id}`),
    ...(device.role === 'pdu' ? SNMP.map((kind) => `${kind}/${device.id}`) : []),
  ]);
  return Object.fromEntries([...names, ...ofLogins(network)].map((name) => [name, password()]));
};
