import { dirname, isAbsolute, join, resolve } from 'node:path';
import type { Context } from '../command.ts';
import { inventoryPath } from '../load.ts';
import { STORE } from './options.ts';

/** A folder, and what messages call it. */
export interface Where {
  /** Absolute. */
  readonly folder: string;
  readonly shown: string;
}

/** The store's folder: as asked, else beside the inventory. */
export const storeFolder = (context: Context, asked: string | undefined): Where => {
  if (asked !== undefined) return { folder: resolve(context.cwd, asked), shown: asked };
  const inventory = inventoryPath(context.cwd, context.global.file) ?? '.';
  const shown = join(dirname(inventory), STORE);
  return { folder: isAbsolute(shown) ? shown : resolve(context.cwd, shown), shown };
};
