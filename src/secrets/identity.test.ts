import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { armor, Encrypter } from 'age-encryption';
import { afterAll, describe, expect, it } from 'vitest';
import { Secret } from '#model/secret.ts';
import { closeBox, openBox } from './age/box.ts';
import { newIdentity } from './age/new-identity.ts';
import { type AskPassphrase, readIdentity } from './identity.ts';
import { makeSshKey } from './ssh-keys.ts';

const folder = mkdtempSync(join(tmpdir(), 'relaxops-identity-'));
afterAll(() => rmSync(folder, { recursive: true }));
const put = (name: string, text: string | Uint8Array): string => {
  writeFileSync(join(folder, name), text, { mode: 0o600 });
  return join(folder, name);
};
const nobody = async () => undefined;
const says = (text: string) => async () => new Secret(text);

/** What `age-keygen | age -p` makes; a low work factor, for the test's sake. */
const locked = async (text: string): Promise<Uint8Array> => {
  const encrypter = new Encrypter();
  encrypter.setPassphrase('hush hush');
  encrypter.setScryptWorkFactor(8);
  return encrypter.encrypt(text);
};

describe('an identity', async () => {
  const made = await newIdentity();
  const ssh = makeSshKey();
  const box = await closeBox('inside', [made.recipient, ssh.publicKey]);
  const protectedOne = await locked(made.identity.reveal());
  const opens = async (path: string, ask: AskPassphrase = nobody) => {
    const opener = await readIdentity(path, 'key', ask);
    if (!opener.ok) return opener.error.text;
    const opened = await openBox(box, opener.value);
    return opened.ok ? opened.value.reveal() : opened.error;
  };

  it('of age, of ssh, and of age with a passphrase in both its forms, opens', async () => {
    expect(await opens(put('age', made.identity.reveal()))).toBe('inside');
    expect(await opens(put('ssh', ssh.privateKey.reveal()))).toBe('inside');
    expect(await opens(put('binary', protectedOne), says('hush hush'))).toBe('inside');
    expect(await opens(put('armour', armor.encode(protectedOne)), says('hush hush'))).toBe('inside');
  });

  it('that does not, says why, and nothing of what it holds', async () => {
    expect(await opens(put('binary', protectedOne), says('hush'))).toBe('the passphrase does not open "key"');
    expect(await opens(put('binary', protectedOne))).toMatch(
      /protected by a passphrase, and there is no terminal/,
    );
    expect(await opens(put('half', protectedOne.slice(0, 90)), says('hush hush'))).toMatch(/is damaged/);
    expect(await opens(put('none', 'AGE-SECRET-KEY-1QQQ'))).toMatch(/is no identity/);
    expect(await opens(put('cut', made.identity.reveal().slice(0, -10)))).toMatch(/is no identity/);
    const wrong = made.identity
      .reveal()
      .trimEnd()
      .replace(/.$/, (end) => (end === 'Q' ? 'P' : 'Q'));
    expect(await opens(put('typo', wrong))).toBe(
      'the age identity in "key" is mistyped: its checksum is wrong',
    );
    expect(await opens(put('large', 'x'.repeat(200_000)))).toMatch(/too-large/);
  });
});
