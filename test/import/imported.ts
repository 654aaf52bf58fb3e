import { ok } from '#base/result.ts';
import { type ImportOptions, importNetbox, type NetboxImport } from '#inventory/netbox/import-netbox.ts';
import type { ImportProblem } from '#inventory/netbox/problem.ts';
import { type Resolved, resolveInventory } from '#inventory/resolve.ts';
import { TOKEN } from './stand-in.ts';

/** Waits are short here, the bounds as they are. */
const LIMITS = { waitMs: 5, longestWaitMs: 20 };

type Changes = Partial<Omit<ImportOptions, 'url'>>;

/** What was imported; a failure of the import is one of the test. */
export const imported = async (url: string, changes: Changes = {}): Promise<NetboxImport> => {
  const result = await importNetbox({
    url,
    token: TOKEN,
    ...changes,
    limits: { ...LIMITS, ...changes.limits },
  });
  if (!result.ok) throw new Error(`${result.error.code}: ${result.error.text}`);
  return result.value;
};

/** Why nothing was imported. */
export const refusal = async (url: string, changes: Changes = {}): Promise<ImportProblem> => {
  const result = await importNetbox({
    url,
    token: TOKEN,
    ...changes,
    limits: { ...LIMITS, ...changes.limits },
  });
  if (result.ok) throw new Error('it was imported');
  return result.error;
};

/** Loads a text as the loader loads a file. */
export const loaded = (text: string): Resolved =>
  resolveInventory('relaxops.yaml', {
    read: () => ok(text),
    identity: (file) => file,
    include: (_from, name) => ok(name),
  });
