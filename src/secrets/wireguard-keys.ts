import { generateKeyPairSync, randomBytes } from 'node:crypto';
import type { Network } from '#model/network.ts';
import { Secret } from '#model/secret.ts';

/** A key as wg(8) writes it: 32 bytes of Curve25519 in base64. */
export interface WireguardKey {
  readonly publicKey: string;
  readonly privateKey: Secret;
}

const base64 = (url: string | undefined): string => Buffer.from(url ?? '', 'base64url').toString('base64');

/** A fresh key (RFC 7748 section 6.1; RFC 8037 section 2 for the two halves). */
export const makeWireguardKey = (): WireguardKey => {
  const { x, d } = generateKeyPairSync('x25519').privateKey.export({ format: 'jwk' });
  return { publicKey: base64(x), privateKey: new Secret(base64(d)) };
};

/** 32 random bytes (wg(8), genpsk). */
export const presharedKey = (): Secret => new Secret(randomBytes(32).toString('base64'));

/** Who has a WireGuard key: gateways with such a door, and whoever may enter by one. */
export const wireguardSubjects = ({ doors, operators, stations }: Network): string[] => {
  const served = doors.filter(({ engine }) => engine === 'wireguard');
  if (served.length === 0) return [];
  return [...served.map(({ gateway }) => gateway), ...[...operators, ...stations].map(({ id }) => id)];
};
