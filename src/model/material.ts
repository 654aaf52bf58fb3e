import type { Secret } from './secret.ts';

/**
 * Public material that renderers need: keys and certificates, never anything secret.
 * `subject` is a gateway's, rendezvous', operator's or station's id; `ca` is the VPN's authority.
 */
export interface Material {
  /** ssh host public keys by host (see `hostOf`): `ssh-ed25519 AAAA…`, without comment. */
  readonly hostKeys: Readonly<Record<string, string>>;
  /** PEM certificates by subject, and `ca`. */
  readonly certificates: Readonly<Record<string, string>>;
  /** WireGuard public keys by gateway, operator or station; who is not here is no peer. */
  readonly wireguardKeys?: Readonly<Record<string, string>>;
  /** Public keys of jumphosts' own keys, by jumphost: `ecdsa-sha2-nistp256 AAAA…`, without comment. */
  readonly breakGlassKeys: Readonly<Record<string, string>>;
  /** PEM, `BEGIN X509 CRL`. */
  readonly crl: string;
}

/**
 * Secrets by name: `ssh-host-key/<host>` (OpenSSH private key), `vpn-key/<subject>` (PEM, PKCS #8),
 * `vpn-tls-crypt/<server>` (OpenVPN static key), `break-glass-key/<jumphost>` (PEM, PKCS #8, which `break-glass-passphrase/<jumphost>`
 * opens), `ssh-user-key/<operator>` (in labs only). Passwords of 16 letters and digits:
 * `console-password/<device>`, `ipmi-password/<BMC's port>`, and for PDUs `snmp-read/<pdu>`, `snmp-write/<pdu>` (communities),
 * `snmp-auth/<pdu>`, `snmp-priv/<pdu>`. What a store has besides: `KINDS` in `src/secrets/needs.ts`.
 */
export type Secrets = Readonly<Record<string, Secret>>;
