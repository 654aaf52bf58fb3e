import { fail, ok, type Result } from '#base/result.ts';
import { readFileBytes } from '#host/files.ts';
import type { Secret } from '#model/secret.ts';
import { isIdentity, type Opener, openBox } from './age/box.ts';
import { opensshSeed, type PrivateKeyProblem } from './age/openssh-private.ts';
import { sshIdentity } from './age/ssh-stanza.ts';
import type { Trouble } from './trouble.ts';

const MOST_BYTES = 100_000;
const NATIVE = /^AGE-SECRET-KEY-1[02-9AC-HJ-NP-Z]{58}$/;
const ENCRYPTED = /^(age-encryption\.org\/v1\n|-----BEGIN AGE ENCRYPTED FILE-----)/;

const AGE_HINT =
  'an age identity works as well: "age-keygen | age -p > key.age", and its public key into the store\'s file "recipients"';

const KEY_TROUBLE: Readonly<Record<PrivateKeyProblem, (path: string) => Trouble>> = {
  'not-openssh': (path) => ({
    text: `"${path}" is no identity, expected an age identity or an OpenSSH ed25519 private key`,
  }),
  passphrase: (path) => ({
    text: `the ssh key "${path}" has a passphrase of OpenSSH's own kind, which cannot be opened here`,
    hint: AGE_HINT,
  }),
  'not-ed25519': (path) => ({
    text: `the ssh key "${path}" is not of type ed25519`,
    hint: AGE_HINT,
  }),
  broken: (path) => ({ text: `the ssh key "${path}" is cut or damaged` }),
};

const fromText = async (text: string, path: string): Promise<Result<Opener, Trouble>> => {
  const lines = text.split(/\r?\n/).map((line) => line.trim());
  const keys = lines.filter((line) => NATIVE.test(line));
  for (const key of keys)
    if (!(await isIdentity(key)))
      return fail({ text: `the age identity in "${path}" is mistyped: its checksum is wrong` });
  if (keys.length > 0) return ok({ identities: keys });
  const seed = opensshSeed(text);
  return seed.ok ? ok({ identities: [sshIdentity(seed.value)] }) : fail(KEY_TROUBLE[seed.error](path));
};

/** Asks a person, or whoever stands in for them; undefined if there is nobody. */
export type AskPassphrase = () => Promise<Secret | undefined>;

const withPassphrase = async (
  bytes: Uint8Array,
  path: string,
  ask: AskPassphrase,
): Promise<Result<Opener, Trouble>> => {
  const passphrase = await ask();
  if (passphrase === undefined)
    return fail({
      text: `"${path}" is protected by a passphrase, and there is no terminal to ask for it`,
      hint: 'RELAXOPS_AGE_PASSPHRASE_FILE names a file that holds it',
    });
  const text = Buffer.from(bytes).toString('latin1');
  const opened = await openBox(text.startsWith('-----') ? text : bytes, { passphrase });
  if (opened.ok) return fromText(opened.value.reveal(), path);
  return fail({
    text:
      opened.error === 'not-for-you'
        ? `the passphrase does not open "${path}"`
        : `"${path}" is damaged, or not protected by a passphrase`,
  });
};

/**
 * What opens a store: a file with an age identity (plain, or protected by a passphrase with scrypt), or an OpenSSH ed25519
 * private key without passphrase.
 */
export const readIdentity = async (
  path: string,
  shown: string,
  ask: AskPassphrase,
): Promise<Result<Opener, Trouble>> => {
  const bytes = readFileBytes(path, MOST_BYTES);
  if (!bytes.ok) return fail({ text: `cannot read the identity "${shown}": ${bytes.error}` });
  const text = bytes.value.toString('latin1');
  return ENCRYPTED.test(text) ? withPassphrase(bytes.value, shown, ask) : fromText(text, shown);
};
