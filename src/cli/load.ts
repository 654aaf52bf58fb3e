import { relative, resolve } from 'node:path';
import { loadInventory } from '#inventory/load.ts';
import type { Finding } from '#model/finding.ts';
import type { Network } from '#model/network.ts';
import type { Context, Outcome } from './command.ts';
import { INVENTORY_NAME, nearestInventory } from './inventory-file.ts';
import { misused, unreadable } from './outcome.ts';

/** The inventory as the command line names it, relative to where we are, so that places can be clicked. */
const inventoryPath = (context: Context): string | undefined => {
  const { file } = context.global;
  if (file !== undefined) return file;
  const found = nearestInventory(context.cwd);
  return found && (relative(context.cwd, found) || found);
};

/**
 * Loads the inventory and answers with it. One that cannot be read is answered here, with all its mistakes; warnings
 * of a readable one are handed on.
 */
export const withNetwork = async (
  context: Context,
  answer: (network: Network, findings: readonly Finding[]) => Outcome | Promise<Outcome>,
): Promise<Outcome> => {
  const path = inventoryPath(context);
  if (path === undefined) {
    return misused(
      `no ${INVENTORY_NAME} in this folder or above it`,
      'relaxops init writes one; -f names one elsewhere',
    );
  }
  const { deviceTypes } = context.global;
  const loaded = loadInventory(
    path,
    deviceTypes === undefined ? {} : { deviceTypes: resolve(context.cwd, deviceTypes) },
  );
  return loaded.network ? answer(loaded.network, loaded.findings) : unreadable(loaded.findings);
};
