import { fail, ok, type Result } from '#base/result.ts';

/** Why a private key of OpenSSH cannot be used. */
export type PrivateKeyProblem = 'not-openssh' | 'passphrase' | 'not-ed25519' | 'broken';

const ARMOUR = /-----BEGIN OPENSSH PRIVATE KEY-----([A-Za-z0-9+/=\s]+)-----END OPENSSH PRIVATE KEY-----/;
const MAGIC = 'openssh-key-v1\0';

/** Reads SSH's strings one after the other (RFC 4251 section 5); beyond the end it throws. */
const reader = (bytes: Buffer) => {
  let at = 0;
  const skip = (count: number): void => {
    at += count;
  };
  const next = (): Buffer => {
    const length = bytes.readUInt32BE(at);
    if (at + 4 + length > bytes.length) throw new RangeError('beyond the end');
    at += 4 + length;
    return bytes.subarray(at - length, at);
  };
  return { skip, next };
};

const seedOf = (bytes: Buffer): Result<Buffer, PrivateKeyProblem> => {
  const outer = reader(bytes.subarray(MAGIC.length));
  const cipher = outer.next().toString();
  outer.next();
  outer.next();
  outer.skip(4);
  outer.next();
  if (cipher !== 'none') return fail('passphrase');
  const inner = reader(outer.next());
  inner.skip(8);
  if (inner.next().toString() !== 'ssh-ed25519') return fail('not-ed25519');
  inner.next();
  const pair = inner.next();
  return pair.length === 64 ? ok(pair.subarray(0, 32)) : fail('broken');
};

/** The seed of an ed25519 key without passphrase, in the format of OpenSSH's PROTOCOL.key. */
export const opensshSeed = (text: string): Result<Buffer, PrivateKeyProblem> => {
  const match = ARMOUR.exec(text);
  if (!match) return fail('not-openssh');
  const bytes = Buffer.from(match[1]!, 'base64');
  if (bytes.subarray(0, MAGIC.length).toString() !== MAGIC) return fail('broken');
  try {
    return seedOf(bytes);
  } catch {
    return fail('broken');
  }
};
