import {
  createPrivateKey,
  createPublicKey,
  diffieHellman,
  generateKeyPairSync,
  type KeyObject,
} from 'node:crypto';

/** DER around the 32 raw bytes of a private key (RFC 8410 section 7): Node takes raw ones in no other way. */
const PRIVATE = Buffer.from('302e020100300506032b656e04220420', 'hex');

/** A key of a scalar of 32 bytes. */
export const x25519Key = (scalar: Uint8Array): KeyObject =>
  createPrivateKey({ key: Buffer.concat([PRIVATE, scalar]), format: 'der', type: 'pkcs8' });

/** A fresh key. */
export const newX25519Key = (): KeyObject => generateKeyPairSync('x25519').privateKey;

/** The point that belongs to a key. As JWK (RFC 8037): OpenSSL takes ten times as long to read DER. */
export const x25519Public = (key: KeyObject): Buffer =>
  Buffer.from(createPublicKey(key).export({ format: 'jwk' }).x ?? '', 'base64url');

/** X25519 (RFC 7748 section 5). Undefined where the result would be zero, which OpenSSL refuses. */
export const x25519 = (privateKey: KeyObject, point: Uint8Array): Buffer | undefined => {
  const x = Buffer.from(point).toString('base64url');
  const publicKey = createPublicKey({ format: 'jwk', key: { kty: 'OKP', crv: 'X25519', x } });
  try {
    return diffieHellman({ privateKey, publicKey });
  } catch {
    return undefined;
  }
};
