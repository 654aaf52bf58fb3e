import { existsSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { loadInventory } from '#inventory/load.ts';
import { findingText } from '#model/finding-text.ts';

const here = fileURLToPath(new URL('.', import.meta.url));

/** The day on which all of them are read. */
const TODAY = '2026-12-01';

/** The wrong inventories: one a folder. */
export const mistakes = (): string[] =>
  readdirSync(here, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();

/** Where the case expects its messages. */
export const expectedFile = (name: string): string => `${here}${name}/expected.txt`;

/** What a person is told about a wrong inventory, with places relative to its folder. */
export const messagesOf = (name: string): string => {
  const folder = `${here}${name}/`;
  const clone = existsSync(`${folder}device-types`) ? { deviceTypes: folder } : {};
  const { findings, network } = loadInventory(`${folder}relaxops.yaml`, { ...clone, today: TODAY });
  const text = findings.map(findingText).join('\n').replaceAll(folder, '');
  return `${text}\n${network ? 'a network all the same\n' : ''}`;
};
