import { join } from 'node:path';
import type { Finding } from '#model/finding.ts';
import { storeFindings } from '#secrets/expiry.ts';
import { INDEX, isStore, openStore } from '#secrets/store/store.ts';
import { today } from '#secrets/workshop.ts';
import type { Context } from '../command.ts';
import { storeFolder } from './where.ts';

/** What a store has to say in a check: what ends soon, what is known to who should not. Without a store nothing. */
export const secretFindings = (context: Context, asked: string | undefined): Finding[] => {
  const { folder, shown } = storeFolder(context, asked);
  if (!isStore(folder)) return [];
  const store = openStore(folder, shown);
  return store.ok ? storeFindings(store.value.index, today(), join(shown, INDEX)) : [...store.error];
};
