import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { run } from '#host/process.ts';
import { makeSshKey } from '../ssh-keys.ts';
import { opensshSeed } from './openssh-private.ts';

const folder = mkdtempSync(join(tmpdir(), 'relaxops-ssh-'));
afterAll(() => rmSync(folder, { recursive: true }));
const skip = existsSync('/usr/bin/ssh-keygen') ? '' : ' (skipped: no /usr/bin/ssh-keygen)';

const generated = async (name: string, type: string, passphrase: string): Promise<string> => {
  const path = join(folder, name);
  await run(['/usr/bin/ssh-keygen', '-q', '-t', type, '-N', passphrase, '-f', path]);
  return readFileSync(path, 'utf8');
};

describe('an OpenSSH private key', () => {
  it.skipIf(skip !== '')(`of each kind is told apart${skip}`, async () => {
    expect(opensshSeed(await generated('plain', 'ed25519', ''))).toMatchObject({ ok: true });
    const no = (error: string) => ({ ok: false, error });
    expect(opensshSeed(await generated('locked', 'ed25519', 'hush hush'))).toEqual(no('passphrase'));
    expect(opensshSeed(await generated('ecdsa', 'ecdsa', ''))).toEqual(no('not-ed25519'));
    expect(opensshSeed('AGE-SECRET-KEY-1')).toEqual(no('not-openssh'));
  });

  it('that is cut or changed never throws', () => {
    const text = makeSshKey().privateKey.reveal();
    fc.assert(
      fc.property(fc.nat(text.length - 1), fc.base64String({ maxLength: 4 }), (at, other) => {
        expect(typeof opensshSeed(text.slice(0, at) + other + text.slice(at + other.length)).ok).toBe(
          'boolean',
        );
      }),
      { numRuns: 300 },
    );
  });
});
