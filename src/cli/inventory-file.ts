import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** What an inventory is called. */
export const INVENTORY_NAME = 'relaxops.yaml';

/** The inventory of this folder, or of the nearest one above. */
export const nearestInventory = (folder: string): string | undefined => {
  const path = join(folder, INVENTORY_NAME);
  if (existsSync(path)) return path;
  return dirname(folder) === folder ? undefined : nearestInventory(dirname(folder));
};
