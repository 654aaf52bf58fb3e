import {
  createECDH,
  createHash,
  createPublicKey,
  diffieHellman,
  generateKeyPairSync,
  randomBytes,
  sign,
} from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { CLIENT_VERSION, Kex, type KexStep } from './ssh-kex.ts';

/** The server's half, written from the RFCs a second time. */
const VERSION = 'SSH-2.0-Test';
const str = (b: Buffer | string): Buffer => {
  const bytes = Buffer.from(b);
  const size = Buffer.alloc(4);
  size.writeUInt32BE(bytes.length);
  return Buffer.concat([size, bytes]);
};
const packet = (payload: Buffer): Buffer => {
  const head = Buffer.from([0, 0, 0, 0, 6]);
  head.writeUInt32BE(1 + payload.length + 6);
  return Buffer.concat([head, payload, randomBytes(6)]);
};
const payloadOf = (bytes: Buffer): Buffer => bytes.subarray(5, 4 + bytes.readUInt32BE(0) - bytes[4]!);
const raw = (key: { export(o: { format: 'der'; type: 'spki' }): Buffer }): Buffer =>
  key.export({ format: 'der', type: 'spki' }).subarray(-32);
const mpint = (value: Buffer): Buffer => {
  let at = 0;
  while (at < value.length && value[at] === 0) at++;
  const rest = value.subarray(at);
  return str(rest.length > 0 && rest[0]! > 127 ? Buffer.concat([Buffer.alloc(1), rest]) : rest);
};

/** The server's half of an exchange: its point, and what both then know. */
const halves: Record<string, () => { point: Buffer; secret(theirs: Buffer): Buffer }> = {
  'ecdh-sha2-nistp256': () => {
    const pair = createECDH('prime256v1');
    return { point: pair.generateKeys(), secret: (theirs) => pair.computeSecret(theirs) };
  },
  'curve25519-sha256': () => {
    const { publicKey, privateKey } = generateKeyPairSync('x25519');
    return {
      point: raw(publicKey),
      secret: (theirs) => {
        const der = Buffer.concat([Buffer.from('302a300506032b656e032100', 'hex'), theirs]);
        const key = createPublicKey({ key: der, format: 'der', type: 'spki' });
        return diffieHellman({ privateKey, publicKey: key });
      },
    };
  },
};
const EXCHANGES = Object.keys(halves);

interface Lie {
  readonly signWith?: ReturnType<typeof generateKeyPairSync>['privateKey'];
  readonly version?: string;
  /** What the server can do; else the first. */
  readonly exchange?: string;
}

const serve = (lie: Lie = {}): { step: KexStep; hostKey: string } => {
  const key = generateKeyPairSync('ed25519');
  const exchange = lie.exchange ?? EXCHANGES[0]!;
  const half = halves[exchange]!();
  const kex = new Kex(VERSION);
  const opening = kex.opening().subarray(CLIENT_VERSION.length + 2);
  const names = str(`sntrup761x25519-sha512@openssh.com,${exchange}`);
  const init = Buffer.concat([Buffer.from([20]), randomBytes(16), names, Buffer.alloc(41)]);
  // In two pieces, as a network may deliver it.
  const sent = packet(init);
  expect(kex.feed(sent.subarray(0, 7))).toEqual({ kind: 'more' });
  const asked = kex.feed(sent.subarray(7));
  if (asked.kind !== 'send') throw new Error(`unexpected ${asked.kind}`);
  const theirs = payloadOf(asked.bytes).subarray(5);
  const blob = Buffer.concat([str('ssh-ed25519'), str(raw(key.publicKey))]);
  const words = [CLIENT_VERSION, lie.version ?? VERSION, payloadOf(opening), init, blob, theirs, half.point];
  const hash = createHash('sha256')
    .update(Buffer.concat([...words.map((w) => str(w)), mpint(half.secret(theirs))]))
    .digest();
  const signature = Buffer.concat([
    str('ssh-ed25519'),
    str(sign(null, hash, lie.signWith ?? key.privateKey)),
  ]);
  const reply = Buffer.concat([Buffer.from([31]), str(blob), str(half.point), str(signature)]);
  return { step: kex.feed(packet(reply)), hostKey: `ssh-ed25519 ${blob.toString('base64')}` };
};

describe('a key exchange', () => {
  test.each(EXCHANGES)('by %s gives the host key, whatever the shared secret begins with', (exchange) => {
    for (let n = 0; n < 300; n++) {
      const { step, hostKey } = serve({ exchange });
      expect(step).toEqual({ kind: 'key', hostKey });
    }
  });

  test('with another key, or about another conversation, is worth nothing', () => {
    const wrong = { kind: 'wrong', why: 'the signature does not fit the host key' };
    expect(serve({ signWith: generateKeyPairSync('ed25519').privateKey }).step).toEqual(wrong);
    expect(serve({ version: 'SSH-2.0-Other' }).step).toEqual(wrong);
  });

  test('with nothing in common ends', () => {
    const init = Buffer.concat([Buffer.from([20]), randomBytes(16), str('dh-group1'), Buffer.alloc(41)]);
    expect(new Kex(VERSION).feed(packet(init))).toEqual({
      kind: 'wrong',
      why: 'no key exchange in common',
    });
  });

  test('never throws, whatever comes', () => {
    for (let n = 0; n < 500; n++) {
      const kex = new Kex(VERSION);
      const junk = randomBytes(n);
      kex.feed(junk);
      kex.feed(packet(Buffer.concat([Buffer.from([31]), junk])));
      expect(['more', 'wrong', 'send']).toContain(kex.feed(junk).kind);
    }
  });
});
