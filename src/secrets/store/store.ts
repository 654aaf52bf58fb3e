import { createHash } from 'node:crypto';
import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fail, ok, type Result } from '#base/result.ts';
import { readTextFile } from '#host/files.ts';
import { type WriteProblem, writeTextFile } from '#host/write-files.ts';
import type { Finding } from '#model/finding.ts';
import { Secret } from '#model/secret.ts';
import { type Opener, openBox } from '../age/box.ts';
import { EMPTY, type Entry, type Index } from './entry.ts';
import { indexText, readIndex } from './index-text.ts';

/** The file that says what there is; putting a new one in its place is what makes a change real. */
export const INDEX = 'index.jsonl';
/** 100,000 secrets are 60 MB. */
const MOST_INDEX = 100_000_000;
/** A CA's key is 250 bytes, a recipient adds 200. */
const MOST_FILE = 1_000_000;

/** A folder of age files and its index. */
export interface Store {
  readonly folder: string;
  readonly index: Index;
}

/** Why a secret cannot be had. */
export type ReadProblem = 'unknown' | 'missing-file' | 'damaged' | 'not-for-you' | 'not-this-one';

/** Whether a folder holds a store. */
export const isStore = (folder: string): boolean => existsSync(join(folder, INDEX));

/** The store of a folder, empty if there is none yet. `shown` is what messages call the folder. */
export const openStore = (folder: string, shown = folder): Result<Store, readonly Finding[]> => {
  const place = join(shown, INDEX);
  const text = readTextFile(join(folder, INDEX), MOST_INDEX);
  if (!text.ok && text.error === 'missing') return ok({ folder, index: EMPTY });
  if (!text.ok)
    return fail([
      {
        code: 'bad-index',
        severity: 'error',
        text: `the store's index cannot be read: ${text.error}`,
        place: { file: place, line: 1, column: 1, path: '' },
      },
    ]);
  const index = readIndex(text.value, place);
  return index.ok ? ok({ folder, index: index.value }) : index;
};

const digest = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 12);

/** `ssh-host-key/zrh1/r01/srv01:bmc` may be no file name everywhere. */
export const fileOf = (name: string, armoured: string): string =>
  `${name.split('/').map(encodeURIComponent).join('/')}.${digest(armoured)}.age`;

/** The first line of what is encrypted says whose it is: files that were swapped are noticed. */
export const boxText = (name: string, secret: Secret): string => `# ${name}\n${secret.reveal()}`;

const unwrapped = (name: string, text: Secret): Secret | undefined => {
  const head = `# ${name}\n`;
  const all = text.reveal();
  return all.startsWith(head) ? new Secret(all.slice(head.length)) : undefined;
};

/** Decrypts one secret. */
export const readSecret = async (
  store: Store,
  name: string,
  opener: Opener,
): Promise<Result<Secret, ReadProblem>> => {
  const entry = store.index.entries.find((e) => e.name === name);
  if (!entry) return fail('unknown');
  const text = readTextFile(join(store.folder, entry.file), MOST_FILE);
  if (!text.ok) return fail(text.error === 'missing' ? 'missing-file' : 'damaged');
  if (!entry.file.endsWith(`.${digest(text.value)}.age`)) return fail('damaged');
  const opened = await openBox(text.value, opener);
  if (!opened.ok) return fail(opened.error === 'tampered' ? 'damaged' : 'not-for-you');
  const secret = unwrapped(name, opened.value);
  return secret ? ok(secret) : fail('not-this-one');
};

/** An index to be, and the new files that it names. */
export interface Change {
  readonly index: Index;
  readonly files: ReadonlyMap<string, string>;
}

/** Files that the index does not name: of an interrupted run, or of an older index. */
export const strayFiles = (store: Pick<Store, 'folder' | 'index'>): string[] => {
  if (!existsSync(store.folder)) return [];
  const named = new Set(store.index.entries.map((e) => e.file));
  const ours = /\.[0-9a-f]{12}\.age(\.relaxops-new-\d+)?$|^index\.jsonl\.relaxops-new-\d+$/;
  return readdirSync(store.folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => ours.test(name) && !named.has(name))
    .sort();
};

const PRIVATE = { replace: true, mode: 0o600, folderMode: 0o700, durable: true } as const;

/**
 * Makes a change real: first the new files, which nobody knows yet, then the index, then the old files go. Killed in
 * between, the store is as it was or as it shall be; what else lies around is stray.
 */
export const commit = (folder: string, change: Change): Result<Store, WriteProblem> => {
  for (const [file, text] of change.files) {
    const written = writeTextFile(join(folder, file), text, PRIVATE);
    if (!written.ok) return written;
  }
  const written = writeTextFile(join(folder, INDEX), indexText(change.index), PRIVATE);
  if (!written.ok) return written;
  const store = { folder, index: change.index };
  for (const file of strayFiles(store)) rmSync(join(folder, file), { force: true });
  return ok(store);
};

/** An entry by name. */
export const entryOf = (index: Index, name: string): Entry | undefined =>
  index.entries.find((e) => e.name === name);
