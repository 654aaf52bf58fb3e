import { join, resolve } from 'node:path';
import { fail, ok, type Result } from '#base/result.ts';
import { readTextFile } from '#host/files.ts';
import { withLock } from '#host/lock.ts';
import { ensureFolder } from '#host/write-files.ts';
import type { Finding } from '#model/finding.ts';
import type { Network } from '#model/network.ts';
import { secretsIn } from '#model/rendered.ts';
import { Secret } from '#model/secret.ts';
import type { Opener } from '#secrets/age/box.ts';
import { readIdentity } from '#secrets/identity.ts';
import { type Need, needsOf } from '#secrets/needs.ts';
import { circleOf, type Recipient, readRecipients } from '#secrets/recipients.ts';
import { REFERENCES, type References, readReferences } from '#secrets/references.ts';
import { INDEX, isStore, openStore } from '#secrets/store/store.ts';
import { type Around, today } from '#secrets/workshop.ts';
import type { Context, Given, Outcome } from '../command.ts';
import { cannot, refused, unreadable } from '../outcome.ts';
import { askPassphrase } from '../output/ask-passphrase.ts';
import { placeholderMaterial } from '../render/placeholders.ts';
import { renderTree } from '../render/tree.ts';
import { storeFolder, type Where } from './where.ts';

export const RECIPIENTS = 'recipients';
const MOST_BYTES = 1_000_000;

/** A store with everything around it that a command needs. */
export interface Opened extends Around {
  /** Absolute. */
  readonly folder: string;
  /** As messages call it. */
  readonly shown: string;
  readonly needs: readonly Need[];
  readonly references: References;
}

const passphraseOf = async (context: Context, shown: string): Promise<Secret | undefined> => {
  const file = context.env.RELAXOPS_AGE_PASSPHRASE_FILE;
  context.progress.clear();
  if (file === undefined) return askPassphrase(`Passphrase of ${shown}: `);
  const text = readTextFile(resolve(context.cwd, file), 10_000);
  return text.ok ? new Secret(text.value.replace(/\r?\n$/, '')) : undefined;
};

/** What opens the store, if anything was named. */
export const openerOf = async (
  context: Context,
  options: Given,
): Promise<Result<Opener | undefined, Outcome>> => {
  const named = options.text('identity') ?? context.env.RELAXOPS_AGE_IDENTITY_FILE;
  if (named === undefined || named === '') return ok(undefined);
  const read = await readIdentity(resolve(context.cwd, named), named, () => passphraseOf(context, named));
  return read.ok ? read : fail(cannot(read.error.text, read.error.hint));
};

const optional = (path: string, shown: string): Result<string, Finding[]> => {
  const text = readTextFile(path, MOST_BYTES);
  if (text.ok) return text;
  if (text.error === 'missing') return ok('');
  const place = { file: shown, line: 1, column: 1, path: '' };
  return fail([{ code: 'unreadable', severity: 'error', text: `cannot be read: ${text.error}`, place }]);
};

const readFile = async <T>(
  { folder, shown }: Where,
  name: string,
  read: (
    text: string,
    shown: string,
  ) => Promise<Result<T, readonly Finding[]>> | Result<T, readonly Finding[]>,
): Promise<Result<T, readonly Finding[]>> => {
  const text = optional(join(folder, name), join(shown, name));
  return text.ok ? read(text.value, join(shown, name)) : text;
};

/** Secrets that the rendered files of a network ask for. */
export const askedOf = (network: Network): string[] => [
  ...new Set(
    renderTree(network, placeholderMaterial(network)).flatMap(({ files }) =>
      files.flatMap(({ text }) => secretsIn(text)),
    ),
  ),
];

/** The store of a network with its recipients and references; all mistakes of its files at once. */
export const readAround = async (
  network: Network,
  where: Where,
  opener: Opener | undefined,
  more: readonly Recipient[] = [],
): Promise<Result<Opened, Outcome>> => {
  const store = openStore(where.folder, where.shown);
  const written = await readFile(where, RECIPIENTS, readRecipients);
  const references = await readFile(where, REFERENCES, readReferences);
  if (!store.ok || !written.ok || !references.ok)
    return fail(unreadable([store, written, references].flatMap((one) => (one.ok ? [] : one.error))));
  const revoked = new Set(store.value.index.revoked.flatMap(({ keys }) => keys));
  return ok({
    ...where,
    network,
    store: store.value,
    circle: circleOf(network, [...written.value, ...more], revoked, join(where.shown, RECIPIENTS)),
    references: references.value,
    needs: needsOf(network, askedOf(network)),
    today: today(),
    ...(opener ? { opener } : {}),
  });
};

/** The answer where a store should be and is none. */
export const noStore = ({ shown }: Where): Outcome =>
  refused(
    'no-store',
    `there is no store in "${shown}", expected its ${INDEX}`,
    'relaxops secrets init makes one',
  );

/** Does the work while no other run changes the store; makes its folder. */
export const alone = async (where: Where, work: () => Promise<Outcome>): Promise<Outcome> => {
  const made = ensureFolder(where.folder, 0o700);
  if (!made.ok) return cannot(`cannot make the folder "${where.shown}": ${made.error}`);
  const done = await withLock(join(where.folder, '.lock'), work);
  if (done.ok) return done.value;
  return done.error === 'unwritable'
    ? cannot(`cannot write to "${where.shown}"`)
    : cannot(
        `process ${done.error.holder} is changing the store`,
        `run this again when it has ended; if that is no relaxops, remove "${join(where.shown, '.lock')}"`,
      );
};

/** A command that changes a store that is there. */
export const changing = async (
  context: Context,
  options: Given,
  network: Network,
  work: (opened: Opened) => Promise<Outcome>,
): Promise<Outcome> => {
  const where = storeFolder(context, options.text('store'));
  if (!isStore(where.folder)) return noStore(where);
  const opener = await openerOf(context, options);
  if (!opener.ok) return opener.error;
  return alone(where, async () => {
    const opened = await readAround(network, where, opener.value);
    return opened.ok ? work(opened.value) : opened.error;
  });
};
