import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { must } from '#base/result.ts';
import { run } from '#host/process.ts';
import { makeSshKey } from '../ssh-keys.ts';
import { closeBox, isRecipient, openBox } from './box.ts';
import { newIdentity } from './new-identity.ts';
import { opensshSeed } from './openssh-private.ts';
import { sshIdentity } from './ssh-stanza.ts';

const opener = (privateKey: string) => {
  const seed = opensshSeed(privateKey);
  if (!seed.ok) throw new Error(seed.error);
  return { identities: [sshIdentity(seed.value)] };
};
const native = (text: string) => ({ identities: [must(/AGE-SECRET-KEY-1\S+/.exec(text)?.[0], 'identity')] });

const alice = makeSshKey();
const bob = makeSshKey();

/** Made by ssh-keygen of OpenSSH 9.2 and by age 1.1.1, once: what others close, we open. Nothing else knows this key. */
const THEIR_KEY = `-----BEGIN OPENSSH PRIVATE KEY-----
b3BlbnNzaC1rZXktdjEAAAAABG5vbmUAAAAEbm9uZQAAAAAAAAABAAAAMwAAAAtzc2gtZW
QyNTUxOQAAACCg/Qg2zwOVkPzucOOPijLqTbY8Jp4WZwIcbSQ3xo5IAgAAAIi1AaMxtQGj
MQAAAAtzc2gtZWQyNTUxOQAAACCg/Qg2zwOVkPzucOOPijLqTbY8Jp4WZwIcbSQ3xo5IAg
AAAEChuPSG20mKEfgSkEOK8pEsAuFtWIjiis6Q0rfvI/5/EKD9CDbPA5WQ/O5w44+KMupN
tjwmnhZnAhxtJDfGjkgCAAAAAAECAwQF
-----END OPENSSH PRIVATE KEY-----
`;
const THEIR_FILE = `-----BEGIN AGE ENCRYPTED FILE-----
YWdlLWVuY3J5cHRpb24ub3JnL3YxCi0+IHNzaC1lZDI1NTE5IGpJd3dEdyB0Y0lj
elFsQ2xlMDZmN2szS202a1RCaHdJS0NHdXk0ZlRnajk4Ym9CUFRFCm1LZFhyK3FX
RGZDdE04ZWNpcXg2Ukl2RG1haHh4b3QzV3VSWUJlTjF0cW8KLS0tIGFLV0VuUTgy
bVlTaWNmNWZvZlBsMG9uT3ZNSE1tZGZncmE2ZGFNdE9sU0kKGBUwWOvtRkPfL+7L
jbmkQGZTEjD2KPGeCr6R3518Wy6aX7P4FQGyPvgnfjqQv4CJGIi5GA==
-----END AGE ENCRYPTED FILE-----
`;

describe('a box', () => {
  it('opens for each of its recipients, whatever is in it', async () => {
    const recovery = await newIdentity();
    const keys = [alice.publicKey, recovery.recipient];
    const text = fc.string({ unit: 'binary', maxLength: 3000 });
    const law = fc.asyncProperty(text, async (inside) => {
      const box = await closeBox(inside, keys);
      for (const one of [opener(alice.privateKey.reveal()), native(recovery.identity.reveal())]) {
        const opened = await openBox(box, one);
        expect(opened.ok && opened.value.reveal()).toBe(inside);
      }
    });
    await fc.assert(law, { numRuns: 15 });
  });

  it('opens for nobody else', async () => {
    const box = await closeBox('hush', [alice.publicKey]);
    const other = await newIdentity();
    for (const one of [opener(bob.privateKey.reveal()), native(other.identity.reveal()), { identities: [] }])
      expect(await openBox(box, one)).toEqual({ ok: false, error: 'not-for-you' });
  });

  it('with any bit changed opens for nobody', async () => {
    const box = await closeBox('hush, this is a longer text that fills a line', [alice.publicKey]);
    const body = Buffer.from(box.split('\n').slice(1, -2).join(''), 'base64');
    const law = fc.asyncProperty(fc.nat(body.length - 1), fc.integer({ min: 0, max: 7 }), async (at, bit) => {
      const changed = Buffer.from(body);
      changed[at]! ^= 1 << bit;
      expect((await openBox(changed, opener(alice.privateKey.reveal()))).ok).toBe(false);
    });
    await fc.assert(law, { numRuns: 60 });
  });

  it('that is cut opens for nobody', async () => {
    const box = await closeBox('hush', [alice.publicKey]);
    for (const length of [0, 10, 40, box.length / 2, box.length - 40])
      expect((await openBox(box.slice(0, length), opener(alice.privateKey.reveal()))).ok).toBe(false);
  });

  it('that age closed opens here', async () => {
    const opened = await openBox(THEIR_FILE, opener(THEIR_KEY));
    expect(opened.ok && opened.value.reveal()).toBe('written by age 1.1.1');
  });

  const folder = mkdtempSync(join(tmpdir(), 'relaxops-age-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  const skip = existsSync('/usr/bin/age') ? '' : ' (skipped: no /usr/bin/age)';
  it.skipIf(skip !== '')(`that was closed here age opens${skip}`, async () => {
    writeFileSync(join(folder, 'key'), alice.privateKey.reveal(), { mode: 0o600 });
    writeFileSync(join(folder, 'box.age'), await closeBox('to age', [alice.publicKey]));
    const said = await run(['/usr/bin/age', '-d', '-i', join(folder, 'key'), join(folder, 'box.age')]);
    expect(said.stdout).toBe('to age');
  });
});

describe('a recipient', () => {
  const cases: [string, boolean][] = [
    [alice.publicKey, true],
    ['age1hzuwh4qs2fgy58jap4cekuakhnks6rj09v2v6zmjtgs4mulmcdaq67jayl', true],
    ['age1hzuwh4qs2fgy58jap4cekuakhnks6rj09v2v6zmjtgs4mulmcdaq67jayz', false],
    ['age1', false],
    ['ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABAQ', false],
    ['ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAA', false],
    [alice.publicKey.replace('ssh-ed25519 ', 'ssh-ed25519 BBBB'), false],
    ['', false],
  ];
  it.each(cases)('%s: %s', async (key, usable) => {
    expect(await isRecipient(key)).toBe(usable);
  });
});
