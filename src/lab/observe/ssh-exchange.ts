import { createECDH, createPublicKey, diffieHellman, generateKeyPairSync } from 'node:crypto';

/** One side of an elliptic-curve Diffie-Hellman exchange: what is sent, and what follows from the other's half. */
export interface Half {
  readonly mine: Buffer;
  /** Throws where the other's half is no point of the curve. */
  secret(theirs: Buffer): Buffer;
}

// DER in front of the 32 bytes of a public key (RFC 8410).
const X25519_SPKI = Buffer.from('302a300506032b656e032100', 'hex');

const x25519 = (): Half => {
  const { publicKey, privateKey } = generateKeyPairSync('x25519');
  return {
    mine: publicKey.export({ format: 'der', type: 'spki' }).subarray(-32),
    secret: (theirs) => {
      const key = Buffer.concat([X25519_SPKI, theirs]);
      return diffieHellman({
        privateKey,
        publicKey: createPublicKey({ key, format: 'der', type: 'spki' }),
      });
    },
  };
};

const nistp256 = (): Half => {
  const pair = createECDH('prime256v1');
  return { mine: pair.generateKeys(), secret: (theirs) => pair.computeSecret(theirs) };
};

/**
 * Exchanges with SHA-256 by their SSH names, dearest last: sshd computes curve25519 (RFC 8731) with portable code of its own and
 * takes about 2 ms for it, nistp256 (RFC 5656) with OpenSSL's and takes a tenth. What is learned is the same: the exchange
 * only carries the proof of the host key.
 */
export const EXCHANGES: ReadonlyMap<string, () => Half> = new Map([
  ['ecdh-sha2-nistp256', nistp256],
  ['curve25519-sha256', x25519],
  ['curve25519-sha256@libssh.org', x25519],
]);

/** The exchange that both sides know: the first of ours that the server names (RFC 4253, 7.1). */
export const agreed = (theirs: readonly string[]): Half | undefined => {
  for (const [name, half] of EXCHANGES) if (theirs.includes(name)) return half();
  return undefined;
};
