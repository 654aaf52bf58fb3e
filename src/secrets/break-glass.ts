import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { Secret } from '#model/secret.ts';
import { password } from './passwords.ts';

/** A jumphost's own key, which its passphrase opens: made together, and renewed together. */
export interface BreakGlass {
  /** `ecdsa-sha2-nistp256 AAAA…`, without comment. */
  readonly publicKey: string;
  /** PEM, PKCS #8, encrypted. OpenSSH reads that for ECDSA; for ed25519 it wants a form that only bcrypt encrypts. */
  readonly privateKey: Secret;
  readonly passphrase: Secret;
}

const TYPE = 'ecdsa-sha2-nistp256';
const CURVE = 'nistp256';

const string = (value: Buffer | string): Buffer => {
  const bytes = Buffer.from(value);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes.length);
  return Buffer.concat([length, bytes]);
};

/** As RFC 5656 section 3.1 has it; the point is not compressed. */
const publicLine = (key: KeyObject): string => {
  const { x, y } = key.export({ format: 'jwk' });
  const point = Buffer.concat([Buffer.from([4]), Buffer.from(x!, 'base64url'), Buffer.from(y!, 'base64url')]);
  return `${TYPE} ${Buffer.concat([string(TYPE), string(CURVE), string(point)]).toString('base64')}`;
};

/** Makes a key and the passphrase that opens it (93 bits, so that it need not be slow to try). */
export const makeBreakGlass = (): BreakGlass => {
  const passphrase = password();
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const pem = privateKey.export({
    type: 'pkcs8',
    format: 'pem',
    cipher: 'aes-256-cbc',
    passphrase: passphrase.reveal(),
  });
  return { publicKey: publicLine(publicKey), privateKey: new Secret(pem.toString()), passphrase };
};

/** The names of both halves, by the jumphost. */
export const breakGlassNames = (jumphost: string): { readonly key: string; readonly passphrase: string } => ({
  key: `break-glass-key/${jumphost}`,
  passphrase: `break-glass-passphrase/${jumphost}`,
});

/** The jumphost whose key or passphrase this is. */
export const breakGlassOwner = (name: string): string | undefined =>
  /^break-glass-(?:key|passphrase)\/(.+)$/.exec(name)?.[1];
