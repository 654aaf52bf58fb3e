import type { KeyObject } from 'node:crypto';
import { Secret } from '#model/secret.ts';

/** An ed25519 key pair as OpenSSH writes it. */
export interface SshKeyPair {
  /** `ssh-ed25519 AAAA…`, without comment. */
  readonly publicKey: string;
  /** `-----BEGIN OPENSSH PRIVATE KEY-----` … */
  readonly privateKey: Secret;
}

const TYPE = 'ssh-ed25519';

/** SSH's string: a length of 4 bytes, and the bytes (RFC 4251 section 5). */
export const sshString = (value: Buffer | string): Buffer => {
  const bytes = Buffer.from(value);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes.length);
  return Buffer.concat([length, bytes]);
};

const uint32 = (value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
};

/** 1, 2, 3, … up to the cipher's block, which is 8 without a cipher. */
const padded = (bytes: Buffer): Buffer => {
  const missing = (8 - (bytes.length % 8)) % 8;
  return Buffer.concat([bytes, Buffer.from(Array.from({ length: missing }, (_, i) => i + 1))]);
};

const armoured = (bytes: Buffer): string =>
  [
    '-----BEGIN OPENSSH PRIVATE KEY-----',
    ...(bytes.toString('base64').match(/.{1,70}/g) ?? []),
    '-----END OPENSSH PRIVATE KEY-----',
    '',
  ].join('\n');

/** Both halves from the 32 bytes of an ed25519 key (PROTOCOL.key of OpenSSH, format openssh-key-v1, no passphrase). */
const keyPair = (seed: Buffer, point: Buffer, check: number): SshKeyPair => {
  const blob = Buffer.concat([sshString(TYPE), sshString(point)]);
  const secret = Buffer.concat([
    uint32(check),
    uint32(check),
    sshString(TYPE),
    sshString(point),
    sshString(Buffer.concat([seed, point])),
    sshString(''),
  ]);
  const file = Buffer.concat([
    Buffer.from('openssh-key-v1\0'),
    sshString('none'),
    sshString('none'),
    sshString(''),
    uint32(1),
    sshString(blob),
    sshString(padded(secret)),
  ]);
  return { publicKey: `${TYPE} ${blob.toString('base64')}`, privateKey: new Secret(armoured(file)) };
};

/** Writes an ed25519 key the way that ssh and sshd read it. */
export const opensshKey = (key: KeyObject, check: number): SshKeyPair => {
  const { d, x } = key.export({ format: 'jwk' });
  if (d === undefined || x === undefined) throw new Error('not an ed25519 private key');
  return keyPair(Buffer.from(d, 'base64url'), Buffer.from(x, 'base64url'), check);
};
