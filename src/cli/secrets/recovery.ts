import { join, resolve } from 'node:path';
import { fail, ok, type Result } from '#base/result.ts';
import { isInside, readTextFile } from '#host/files.ts';
import { workTreeOf } from '#host/git.ts';
import { writeTextFile } from '#host/write-files.ts';
import { isRecipient } from '#secrets/age/box.ts';
import { newIdentity } from '#secrets/age/new-identity.ts';
import type { Context, Given, Outcome } from '../command.ts';
import { cannot, misused, refused } from '../outcome.ts';
import { RECIPIENTS } from './open.ts';

const HEAD = `# Who else may open the store, a line "NAME KEY" each: age1... or ssh-ed25519 AAAA...
# A name that is no operator's opens everything; "recovery" is the key that lies offline.
`;

/** Adds a recovery key to the store's file; one that is there is not added twice. */
const addRecipient = (folder: string, key: string): Result<undefined, Outcome> => {
  const path = join(folder, RECIPIENTS);
  const before = readTextFile(path, 1_000_000);
  if (!before.ok && before.error !== 'missing') return fail(cannot(`cannot read "${path}": ${before.error}`));
  const text = before.ok ? before.value : HEAD;
  if (text.split(/\s+/).includes(key)) return ok(undefined);
  const line = `${text.endsWith('\n') || text === '' ? '' : '\n'}recovery ${key}\n`;
  const options = { replace: true, mode: 0o600, folderMode: 0o700, durable: true };
  const written = writeTextFile(path, text + line, options);
  return written.ok ? written : fail(cannot(`cannot write "${path}": ${written.error}`));
};

/** A new recovery identity in a file of its own, outside of the store and of git. */
const makeRecovery = async (
  context: Context,
  name: string,
  folder: string,
): Promise<Result<string, Outcome>> => {
  const path = resolve(context.cwd, name);
  if (isInside(folder, path) || workTreeOf(path) !== undefined) {
    const text = `the recovery key would lie in ${isInside(folder, path) ? 'the store itself' : 'a git work tree'}`;
    return fail(
      refused('unsafe-place', text, 'name a file elsewhere, best on a stick that goes into a safe'),
    );
  }
  const { identity, recipient } = await newIdentity();
  const written = writeTextFile(path, identity.reveal(), { mode: 0o600, durable: true });
  if (written.ok) return ok(recipient);
  return fail(
    written.error === 'exists'
      ? refused('exists', `"${name}" is there already; nothing was written`)
      : cannot(`cannot write "${name}": ${written.error}`),
  );
};

/** Takes in the recovery key that the command line names or wants, before anything is encrypted. */
export const takeRecovery = async (
  context: Context,
  options: Given,
  folder: string,
): Promise<Result<undefined, Outcome>> => {
  const given = options.text('recovery');
  if (given !== undefined && !(given.startsWith('age1') && (await isRecipient(given))))
    return fail(misused('--recovery is no public key of age, expected one that begins with "age1"'));
  const fresh = options.text('new-recovery');
  const made = fresh === undefined ? ok(given) : await makeRecovery(context, fresh, folder);
  if (!made.ok) return made;
  return made.value === undefined ? ok(undefined) : addRecipient(folder, made.value);
};
