import { holdsKey } from '#model/break-glass.ts';
import { hostOf } from '#model/endpoint.ts';
import type { Material } from '#model/material.ts';
import type { Network } from '#model/network.ts';

/** Material that looks right and is the same every time, for golden files. Not for any daemon. */
export const testMaterial = (network: Network): Material => {
  const owners = network.devices.flatMap((device) => [
    device.id,
    ...device.ports.map((port) => hostOf(device, port)),
  ]);
  const subjects = [...network.devices, ...network.operators, ...network.stations].map(({ id }) => id);
  const pem = (label: string, what: string) => `-----BEGIN ${label}-----\n${what}\n-----END ${label}-----\n`;
  return {
    hostKeys: Object.fromEntries(owners.map((owner) => [owner, `ssh-ed25519 key-of-${owner}`])),
    certificates: Object.fromEntries(
      ['ca', ...subjects].map((subject) => [subject, pem('CERTIFICATE', `certificate of ${subject}`)]),
    ),
    wireguardKeys: Object.fromEntries(subjects.map((subject) => [subject, `wireguard-key-of-${subject}`])),
    breakGlassKeys: Object.fromEntries(
      network.devices.filter(holdsKey).map(({ id }) => [id, `ecdsa-sha2-nistp256 key-of-${id}`]),
    ),
    crl: pem('X509 CRL', 'revocations'),
  };
};
