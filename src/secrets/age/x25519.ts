import { createPrivateKey, createPublicKey, diffieHellman } from 'node:crypto';

/** DER around 32 raw bytes (RFC 8410 sections 4 and 7): Node takes raw keys in no other way. */
const PRIVATE = Buffer.from('302e020100300506032b656e04220420', 'hex');
const PUBLIC = Buffer.from('302a300506032b656e032100', 'hex');

const privateKey = (scalar: Uint8Array) =>
  createPrivateKey({ key: Buffer.concat([PRIVATE, scalar]), format: 'der', type: 'pkcs8' });

/** The point that belongs to a scalar. */
export const x25519Public = (scalar: Uint8Array): Buffer =>
  createPublicKey(privateKey(scalar)).export({ format: 'der', type: 'spki' }).subarray(-32);

/** X25519 (RFC 7748 section 5). Undefined where the result would be zero, which OpenSSL refuses. */
export const x25519 = (scalar: Uint8Array, point: Uint8Array): Buffer | undefined => {
  const publicKey = createPublicKey({ key: Buffer.concat([PUBLIC, point]), format: 'der', type: 'spki' });
  try {
    return diffieHellman({ privateKey: privateKey(scalar), publicKey });
  } catch {
    return undefined;
  }
};
