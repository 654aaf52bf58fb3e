import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createPrivateKey,
  createPublicKey,
  hkdfSync,
} from 'node:crypto';
import type { Identity, Recipient } from 'age-encryption';
import { montgomeryPoint } from './curve.ts';
import { newX25519Key, x25519, x25519Key, x25519Public } from './x25519.ts';

/**
 * age for the ssh keys that operators have already. The JavaScript library has no ssh recipients, so this adds them
 * through its interface, exactly as package agessh of filippo.io/age does; the `age` program opens what this closes.
 */
const TYPE = 'ssh-ed25519';
const LABEL = 'age-encryption.org/v1/ssh-ed25519';
const NONCE = Buffer.alloc(12);
const TAG_BYTES = 16;
const FILE_KEY_BYTES = 16;

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64').replace(/=+$/, '');
const hkdf = (key: Uint8Array, salt: Uint8Array): Buffer =>
  Buffer.from(hkdfSync('sha256', key, salt, LABEL, 32));

/** The key's blob on the wire (RFC 8709 section 4) and its 32 bytes, of a line `ssh-ed25519 AAAA…`. */
const readPublic = (line: string): { blob: Buffer; point: Buffer } | undefined => {
  const [type, text] = line.trim().split(/\s+/);
  const blob = Buffer.from(text ?? '', 'base64');
  // A length of 4 bytes and the type (15), a length and the point.
  if (type !== TYPE || blob.length !== 51 || blob.subarray(4, 15).toString() !== TYPE) return undefined;
  return { blob, point: blob.subarray(19) };
};

/** Four bytes by which a stanza says whose it is. */
const tagOf = (blob: Uint8Array): string => base64(createHash('sha256').update(blob).digest().subarray(0, 4));

const wrappingKey = (shared: Buffer, blob: Buffer, share: Buffer, theirs: Buffer): Buffer | undefined => {
  const tweaked = x25519(x25519Key(hkdf(Buffer.alloc(0), blob)), shared);
  return tweaked && hkdf(tweaked, Buffer.concat([share, theirs]));
};

const seal = (key: Buffer, text: Uint8Array): Buffer => {
  const cipher = createCipheriv('chacha20-poly1305', key, NONCE, { authTagLength: TAG_BYTES });
  return Buffer.concat([cipher.update(text), cipher.final(), cipher.getAuthTag()]);
};

const open = (key: Buffer, body: Uint8Array): Buffer | undefined => {
  const decipher = createDecipheriv('chacha20-poly1305', key, NONCE, { authTagLength: TAG_BYTES });
  decipher.setAuthTag(body.subarray(-TAG_BYTES));
  try {
    return Buffer.concat([decipher.update(body.subarray(0, -TAG_BYTES)), decipher.final()]);
  } catch {
    return undefined;
  }
};

/** The library's own class of stanzas is not needed: it reads these two members. */
interface Stanza {
  readonly args: string[];
  readonly body: Uint8Array;
}

/** Whom to encrypt to, by an OpenSSH ed25519 public key. Undefined if the line is none. */
export const sshRecipient = (line: string): Recipient | undefined => {
  const key = readPublic(line);
  const theirs = key && montgomeryPoint(key.point);
  if (!key || !theirs) return undefined;
  const wrapFileKey = (fileKey: Uint8Array): Stanza[] => {
    const mine = newX25519Key();
    const share = x25519Public(mine);
    const shared = x25519(mine, theirs);
    const wrapping = shared && wrappingKey(shared, key.blob, share, theirs);
    if (!wrapping) throw new Error('an ssh key of small order');
    return [{ args: [TYPE, tagOf(key.blob), base64(share)], body: seal(wrapping, fileKey) }];
  };
  return { wrapFileKey };
};

/** Opens what was encrypted to the ed25519 key with this seed of 32 bytes. */
export const sshIdentity = (seed: Uint8Array): Identity => {
  const mine = x25519Key(createHash('sha512').update(seed).digest().subarray(0, 32));
  const theirs = x25519Public(mine);
  const blob = blobOf(seed);
  const unwrap = ({ args, body }: Stanza): Buffer | null => {
    const share = Buffer.from(args[2] ?? '', 'base64');
    if (args.length !== 3 || share.length !== 32 || body.length !== FILE_KEY_BYTES + TAG_BYTES)
      throw new Error('a malformed ssh-ed25519 stanza');
    const shared = x25519(mine, share);
    const wrapping = shared && wrappingKey(shared, blob, share, theirs);
    return (wrapping && open(wrapping, body)) ?? null;
  };
  return {
    unwrapFileKey: (stanzas) => {
      const found = stanzas.find(({ args }) => args[0] === TYPE && args[1] === tagOf(blob));
      return found ? unwrap(found) : null;
    },
  };
};

/** DER before the seed of an ed25519 private key (RFC 8410 section 7). */
const ED25519 = Buffer.from('302e020100300506032b657004220420', 'hex');

const blobOf = (seed: Uint8Array): Buffer => {
  const key = createPrivateKey({ key: Buffer.concat([ED25519, seed]), format: 'der', type: 'pkcs8' });
  const point = createPublicKey(key).export({ format: 'der', type: 'spki' }).subarray(-32);
  const length = (n: number): Buffer => Buffer.from([0, 0, 0, n]);
  return Buffer.concat([length(TYPE.length), Buffer.from(TYPE), length(32), point]);
};
