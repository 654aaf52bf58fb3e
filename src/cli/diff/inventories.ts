import { existsSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { fail, ok, type Result } from '#base/result.ts';
import { commitOf } from '#host/git.ts';
import type { Finding } from '#model/finding.ts';
import type { Network } from '#model/network.ts';
import type { Context, Outcome } from '../command.ts';
import { INVENTORY_NAME } from '../inventory-file.ts';
import { inventoryPath, loadFile } from '../load.ts';
import { misused, refused, unreadable } from '../outcome.ts';

/** One of the two that are compared. */
export interface Side {
  /** What a person calls it: a file, or `main:relaxops.yaml`. */
  readonly name: string;
  readonly network: Network;
  readonly findings: readonly Finding[];
}

type Read = Result<Side, Outcome>;

const loaded = (
  name: string,
  { network, findings }: { network?: Network | undefined; findings: readonly Finding[] },
): Read => (network ? ok({ name, network, findings }) : fail(unreadable(findings)));

/** The inventory in place: `-f`, or the nearest. */
const present = async (context: Context): Promise<Read> => {
  const path = inventoryPath(context.cwd, context.global.file);
  if (path === undefined)
    return fail(misused(`no ${INVENTORY_NAME} in this folder or above it`, '-f names one elsewhere'));
  return loaded(path, await loadFile(path, context));
};

/** The inventory in place as it was at a revision. */
const committed = async (context: Context, revision: string): Promise<Read> => {
  const path = inventoryPath(context.cwd, context.global.file);
  const [folder, name] = [dirname(resolve(context.cwd, path ?? '.')), basename(path ?? INVENTORY_NAME)];
  const commit = await commitOf(folder, revision);
  if (commit === undefined)
    return fail(
      refused(
        'not-found',
        `"${revision}" is neither a file nor a revision of the git repository around ${path ?? context.cwd}`,
        'git log --oneline lists revisions; a pull request is compared with its base: relaxops diff origin/main',
      ),
    );
  const { loadCommitted } = await import('#inventory/at-revision.ts');
  const { deviceTypes } = context.global;
  const network = await loadCommitted(
    { folder, name, commit, revision },
    deviceTypes && resolve(context.cwd, deviceTypes),
  );
  return loaded(`${revision}:${name}`, network);
};

/** A file where there is one of that name, or one in the folder of that name; else a revision. Without a word the inventory in place. */
export const readSide = async (context: Context, word: string | undefined): Promise<Read> => {
  if (word === undefined) return present(context);
  const path = resolve(context.cwd, word);
  if (!existsSync(path)) return committed(context, word);
  const file = existsSync(join(path, INVENTORY_NAME)) ? join(word, INVENTORY_NAME) : word;
  return loaded(
    file,
    await loadFile(context.cwd === process.cwd() ? file : resolve(context.cwd, file), context),
  );
};
