import { relative, resolve } from 'node:path';
import type { LoadOptions } from '#inventory/load.ts';
import type { Finding } from '#model/finding.ts';
import type { Network } from '#model/network.ts';
import type { Context, GlobalOptions, Outcome } from './command.ts';
import { INVENTORY_NAME, nearestInventory } from './inventory-file.ts';
import { misused, unreadable } from './outcome.ts';

/** The inventory as the command line names it, relative to where we are, so that places can be clicked. */
export const inventoryPath = (cwd: string, file: string | undefined): string | undefined => {
  const found = file ?? nearestInventory(cwd);
  if (found === undefined) return undefined;
  // Files are read relative to the process; only tests stand elsewhere.
  if (cwd !== process.cwd()) return resolve(cwd, found);
  return file ?? (relative(cwd, found) || found);
};

/** What loading needs of the surroundings. */
export type LoadContext = Pick<Context, 'cwd'> & {
  readonly global: Pick<GlobalOptions, 'file' | 'deviceTypes'>;
};

/** Loads a file. The parser of YAML is the largest part of the program, and help and most completions do without. */
export const loadFile = async (path: string, { cwd, global }: LoadContext, more: LoadOptions = {}) => {
  const { loadInventory } = await import('#inventory/load.ts');
  const today = new Date().toISOString().slice(0, 10);
  const { deviceTypes } = global;
  return loadInventory(path, {
    today,
    ...more,
    ...(deviceTypes === undefined ? {} : { deviceTypes: resolve(cwd, deviceTypes) }),
  });
};

/**
 * Loads the inventory and answers with it. One that cannot be read is answered here, with all its mistakes; warnings
 * of a readable one are handed on.
 */
export const withNetwork = async (
  context: Context,
  answer: (network: Network, findings: readonly Finding[]) => Outcome | Promise<Outcome>,
  more: LoadOptions = {},
): Promise<Outcome> => {
  const path = inventoryPath(context.cwd, context.global.file);
  if (path === undefined) {
    return misused(
      `no ${INVENTORY_NAME} in this folder or above it`,
      'relaxops init writes one; -f names one elsewhere',
    );
  }
  const { network, findings } = await loadFile(path, context, more);
  return network ? answer(network, findings) : unreadable(findings);
};

/** The network if there is one, for those who can do without: completion. */
export const networkIfAny = async (context: LoadContext): Promise<Network | undefined> => {
  const path = inventoryPath(context.cwd, context.global.file);
  return path === undefined ? undefined : (await loadFile(path, context)).network;
};
