import type { Identity, Recipient } from 'age-encryption';
import { fail, ok, type Result } from '#base/result.ts';
import { Secret } from '#model/secret.ts';
import { sshRecipient } from './ssh-stanza.ts';

/** Why an age file cannot be opened: not for these identities, or not what was written. */
export type BoxProblem = 'not-for-you' | 'tampered';

/** What opens a file: one or more identities, or a passphrase (scrypt). */
export type Opener =
  | { readonly identities: readonly (string | Identity)[] }
  | { readonly passphrase: Secret };

/** The library takes 60 ms to load, and most commands need none of it. */
const library = () => import('age-encryption');

/** age's recipient of a public key: `age1…` or `ssh-ed25519 AAAA…`. Undefined for any other. */
const recipientOf = (key: string): string | Recipient | undefined =>
  /^age1[02-9ac-hj-np-z]{58}$/.test(key) ? key : sshRecipient(key);

/** Whether something can be encrypted to the key: of a native one this asks for its checksum too. */
export const isRecipient = async (key: string): Promise<boolean> => {
  const recipient = recipientOf(key);
  if (typeof recipient !== 'string') return recipient !== undefined;
  const { Encrypter } = await library();
  try {
    new Encrypter().addRecipient(recipient);
    return true;
  } catch {
    return false;
  }
};

/** Whether a native identity has its checksum right. The library's own error would repeat the whole key. */
export const isIdentity = async (key: string): Promise<boolean> => {
  const { Decrypter } = await library();
  try {
    new Decrypter().addIdentity(key);
    return true;
  } catch {
    return false;
  }
};

/** An armoured age file, a text that git can show. A key that is no recipient throws: it should have been refused before. */
export const closeBox = async (text: string, keys: readonly string[]): Promise<string> => {
  const { Encrypter, armor } = await library();
  const encrypter = new Encrypter();
  for (const key of keys) {
    const recipient = recipientOf(key);
    if (recipient === undefined) throw new Error(`not an age recipient: ${key}`);
    encrypter.addRecipient(recipient);
  }
  return armor.encode(await encrypter.encrypt(text));
};

/**
 * The text of an age file, armoured or as bytes. What the library says of a failure is dropped: it may quote what it read, and
 * only two answers help a person.
 */
export const openBox = async (
  file: string | Uint8Array,
  opener: Opener,
): Promise<Result<Secret, BoxProblem>> => {
  const { Decrypter, armor } = await library();
  const decrypter = new Decrypter();
  if ('passphrase' in opener) decrypter.addPassphrase(opener.passphrase.reveal());
  else for (const identity of opener.identities) decrypter.addIdentity(identity);
  try {
    const bytes = typeof file === 'string' ? armor.decode(file) : file;
    return ok(new Secret(await decrypter.decrypt(bytes, 'text')));
  } catch (error) {
    const said = error instanceof Error ? error.message : '';
    return fail(/no identity matched/.test(said) ? 'not-for-you' : 'tampered');
  }
};
