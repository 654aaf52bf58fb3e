import { createHash, createPublicKey, type KeyObject, randomBytes, verify } from 'node:crypto';
import { agreed, EXCHANGES, type Half } from './ssh-exchange.ts';

/**
 * As much of SSH as it takes to learn a server's host key and have it proven: version exchange (RFC 4253, 4.2), key
 * exchange on an elliptic curve (RFC 5656, RFC 8731), host key ssh-ed25519 (RFC 8709). Nothing is ever encrypted.
 * Pure: bytes in, bytes out, so that it can be tried without a network.
 */
export type KexStep =
  | { readonly kind: 'more' }
  /** Bytes to send; then more is expected. */
  | { readonly kind: 'send'; readonly bytes: Buffer }
  | { readonly kind: 'key'; readonly hostKey: string }
  | { readonly kind: 'wrong'; readonly why: string };

const MSG_DISCONNECT = 1;
const MSG_KEXINIT = 20;
const MSG_KEX_ECDH_INIT = 30;
const MSG_KEX_ECDH_REPLY = 31;
/** Random bytes at the head of a KEXINIT (RFC 4253, 7.1). */
const COOKIE = 16;
/** RFC 4253, 6.1: larger packets need not be understood. */
const MAX_PACKET = 35_000;
export const CLIENT_VERSION = 'SSH-2.0-RelaxOpsProbe';

const ALGORITHMS = [
  [...EXCHANGES.keys()].join(','),
  'ssh-ed25519',
  ...Array<string>(2).fill('aes128-ctr,aes256-ctr,aes128-gcm@openssh.com,chacha20-poly1305@openssh.com'),
  ...Array<string>(2).fill('hmac-sha2-256,hmac-sha2-512,hmac-sha2-256-etm@openssh.com'),
  ...Array<string>(2).fill('none'),
  ...Array<string>(2).fill(''),
];

// DER in front of the 32 bytes of a public key (RFC 8410).
const ED25519_SPKI = Buffer.from('302a300506032b6570032100', 'hex');

const publicKey = (prefix: Buffer, raw: Buffer): KeyObject =>
  createPublicKey({ key: Buffer.concat([prefix, raw]), format: 'der', type: 'spki' });

const uint32 = (value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
};

const text = (value: string | Buffer): Buffer => {
  const bytes = Buffer.from(value);
  return Buffer.concat([uint32(bytes.length), bytes]);
};

/** A positive integer of many bytes, without leading zeros, with one where the first bit would be a sign. */
const mpint = (value: Buffer): Buffer => {
  const first = value.findIndex((byte) => byte !== 0);
  const bytes = first < 0 ? Buffer.alloc(0) : value.subarray(first);
  return text((bytes[0] ?? 0) & 0x80 ? Buffer.concat([Buffer.alloc(1), bytes]) : bytes);
};

/** A packet as long as encryption has not begun: length, padding length, payload, padding to a multiple of 8. */
const packet = (payload: Buffer): Buffer => {
  const padding = 8 - ((5 + payload.length) % 8) + (8 - ((5 + payload.length) % 8) < 4 ? 8 : 0);
  return Buffer.concat([
    uint32(1 + payload.length + padding),
    Buffer.from([padding]),
    payload,
    Buffer.alloc(padding),
  ]);
};

const kexInit = (): Buffer =>
  Buffer.concat([
    Buffer.from([MSG_KEXINIT]),
    randomBytes(COOKIE),
    ...ALGORITHMS.map((names) => text(names)),
    Buffer.alloc(5),
  ]);

/** Reads strings out of a payload; throws past its end. */
class Reader {
  #at: number;
  readonly #bytes: Buffer;

  constructor(bytes: Buffer, at: number) {
    this.#bytes = bytes;
    this.#at = at;
  }

  string(): Buffer {
    const end = this.#at + 4 + this.#bytes.readUInt32BE(this.#at);
    if (end > this.#bytes.length) throw new Error('a string is longer than its packet');
    const value = this.#bytes.subarray(this.#at + 4, end);
    this.#at = end;
    return value;
  }
}

/** One key exchange. Feed it what comes from the server after its version line. */
export class Kex {
  readonly #serverVersion: string;
  readonly #init = kexInit();
  #half: Half | undefined;
  #serverInit: Buffer | undefined;
  #input = Buffer.alloc(0);

  constructor(serverVersion: string) {
    this.#serverVersion = serverVersion;
  }

  /** What the client says first: its version and its algorithms. */
  opening(): Buffer {
    return Buffer.concat([Buffer.from(`${CLIENT_VERSION}\r\n`), packet(this.#init)]);
  }

  feed(bytes: Buffer): KexStep {
    this.#input = Buffer.concat([this.#input, bytes]);
    try {
      for (let payload = this.#next(); payload; payload = this.#next()) {
        const step = this.#step(payload);
        if (step.kind !== 'more') return step;
      }
      return { kind: 'more' };
    } catch (error) {
      return { kind: 'wrong', why: error instanceof Error ? error.message : String(error) };
    }
  }

  #next(): Buffer | undefined {
    if (this.#input.length < 5) return undefined;
    const length = this.#input.readUInt32BE(0);
    if (length > MAX_PACKET || length < 2) throw new Error(`a packet of ${length} bytes`);
    if (this.#input.length < 4 + length) return undefined;
    const payload = this.#input.subarray(5, 4 + length - this.#input[4]!);
    this.#input = this.#input.subarray(4 + length);
    return payload;
  }

  #step(payload: Buffer): KexStep {
    switch (payload[0]) {
      case MSG_KEXINIT:
        return this.#begin(payload);
      case MSG_KEX_ECDH_REPLY:
        return this.#reply(new Reader(payload, 1));
      case MSG_DISCONNECT:
        return { kind: 'wrong', why: 'the server ends the conversation' };
      default:
        return { kind: 'more' };
    }
  }

  #begin(serverInit: Buffer): KexStep {
    this.#serverInit = serverInit;
    this.#half = agreed(new Reader(serverInit, 1 + COOKIE).string().toString('latin1').split(','));
    if (!this.#half) return { kind: 'wrong', why: 'no key exchange in common' };
    const init = Buffer.concat([Buffer.from([MSG_KEX_ECDH_INIT]), text(this.#half.mine)]);
    return { kind: 'send', bytes: packet(init) };
  }

  #reply(reader: Reader): KexStep {
    const [hostKey, theirs, signature] = [reader.string(), reader.string(), new Reader(reader.string(), 0)];
    const key = new Reader(hostKey, 0);
    if (key.string().toString() !== 'ssh-ed25519' || signature.string().toString() !== 'ssh-ed25519') {
      return { kind: 'wrong', why: 'the host key is no ssh-ed25519' };
    }
    const hash = this.#exchangeHash(hostKey, theirs);
    if (!verify(null, hash, publicKey(ED25519_SPKI, key.string()), signature.string())) {
      return { kind: 'wrong', why: 'the signature does not fit the host key' };
    }
    return { kind: 'key', hostKey: `ssh-ed25519 ${hostKey.toString('base64')}` };
  }

  /** RFC 5656, 4, with the client's and the server's words in order. */
  #exchangeHash(hostKey: Buffer, theirs: Buffer): Buffer {
    if (!this.#serverInit || !this.#half) throw new Error('a reply before the algorithms');
    const parts = [
      text(CLIENT_VERSION),
      text(this.#serverVersion),
      text(this.#init),
      text(this.#serverInit),
      text(hostKey),
      text(this.#half.mine),
      text(theirs),
      mpint(this.#half.secret(theirs)),
    ];
    return createHash('sha256').update(Buffer.concat(parts)).digest();
  }
}
