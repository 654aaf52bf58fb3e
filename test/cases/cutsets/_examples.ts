import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Analysis, analyse } from '#analysis/state.ts';
import { loadInventory } from '#inventory/load.ts';

const FOLDER = join(import.meta.dirname, '../../../examples');

/** Names of all examples. */
export const EXAMPLES: readonly string[] = readdirSync(FOLDER).sort();

const known = new Map<string, Analysis>();

/** An example, compiled once. */
export const example = (name: string): Analysis => {
  const found = known.get(name) ?? analyse(loadInventory(join(FOLDER, name, 'relaxops.yaml')).network!);
  known.set(name, found);
  return found;
};

/** Every verb of every device, as goals. */
export const verbGoals = ({ verbs }: Analysis): number[] => verbs.map((verb) => verb.fact);
