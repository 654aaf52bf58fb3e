import { existsSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { readTextFile } from '#host/files.ts';
import { writeTextFile } from '#host/write-files.ts';
import { type Mapping, NO_MAPPING } from '#inventory/netbox/mapping.ts';
import { readMapping } from '#inventory/netbox/mapping-shape.ts';
import { extendedMappingText, newMappingText } from '#inventory/netbox/mapping-text.ts';
import { readState, type State } from '#inventory/netbox/merge/state.ts';
import { Report } from '#inventory/report.ts';
import type { Context, Outcome } from '../command.ts';
import { cannot, refused, unreadable } from '../outcome.ts';
import type { Or } from './sources.ts';

const MOST_BYTES = 500_000_000;

/** The files of an import: the inventory, how to read NetBox, and what the last import wrote. */
export interface ImportFiles {
  readonly inventory: string;
  readonly mapping: string;
  readonly state: string;
}

/** `relaxops.yaml` is remembered in `.relaxops/relaxops.netbox.yaml` beside it. */
export const importFiles = (inventory: string, mapping?: string): ImportFiles => {
  const folder = dirname(inventory);
  const stem = basename(inventory).replace(/\.ya?ml$/, '');
  return {
    inventory,
    mapping: mapping ?? join(folder, 'relaxops-import.yaml'),
    state: join(folder, '.relaxops', `${stem}.netbox.yaml`),
  };
};

/** What stands in those files before the import. */
export interface Before {
  readonly inventory?: string;
  readonly mappingText?: string;
  readonly mapping: Mapping;
  readonly state?: State;
}

const textOf = (context: Context, file: string): Or<string | undefined> => {
  const path = resolve(context.cwd, file);
  if (!existsSync(path)) return { value: undefined };
  const text = readTextFile(path, MOST_BYTES);
  return text.ok ? { value: text.value } : { outcome: cannot(`cannot read "${file}": ${text.error}`) };
};

const mappingIn = (file: string, text: string | undefined): Or<Mapping> => {
  if (text === undefined) return { value: NO_MAPPING };
  const report = new Report();
  const value = readMapping({ file, text }, report);
  return report.clean ? { value } : { outcome: unreadable(report.findings()) };
};

const stateIn = (file: string, text: string | undefined): Or<State | undefined> => {
  if (text === undefined) return { value: undefined };
  const state = readState(text);
  if (state.ok) return { value: state.value };
  const hint = 'take it from version control, or remove it and import with -o into another file to compare';
  return { outcome: refused('state', `"${file}" is not as an import left it: ${state.error}`, hint) };
};

/** Reads what is there. */
export const readBefore = (context: Context, files: ImportFiles): Or<Before> => {
  const inventory = textOf(context, files.inventory);
  if ('outcome' in inventory) return inventory;
  const mappingText = textOf(context, files.mapping);
  if ('outcome' in mappingText) return mappingText;
  const mapping = mappingIn(files.mapping, mappingText.value);
  if ('outcome' in mapping) return mapping;
  const stateText = textOf(context, files.state);
  if ('outcome' in stateText) return stateText;
  const state = stateIn(files.state, stateText.value);
  if ('outcome' in state) return state;
  return {
    value: {
      mapping: mapping.value,
      ...(inventory.value === undefined ? {} : { inventory: inventory.value }),
      ...(mappingText.value === undefined ? {} : { mappingText: mappingText.value }),
      ...(state.value === undefined ? {} : { state: state.value }),
    },
  };
};

/** The mapping as it is to be written; the second value says whether there was no room for something new. */
export const mappingAfter = (before: Before, complete: Mapping): readonly [string, boolean] => {
  if (before.mappingText === undefined) return [newMappingText(complete), false];
  const text = extendedMappingText(before.mappingText, before.mapping, complete);
  return [text ?? before.mappingText, text === undefined];
};

/**
 * Writes what is different, each file whole or not at all. The state comes last: if anything ends this halfway, the next import
 * finds NetBox's changes on both sides and agrees.
 */
export const writeAfter = (
  context: Context,
  files: readonly { readonly file: string; readonly text: string }[],
): Or<readonly string[]> => {
  const written: string[] = [];
  for (const { file, text } of files) {
    const path = resolve(context.cwd, file);
    const now = existsSync(path) ? readTextFile(path, MOST_BYTES) : undefined;
    if (now?.ok && now.value === text) continue;
    const done = writeTextFile(path, text, { replace: true });
    if (!done.ok) return { outcome: failedWrite(file, done.error, written) };
    written.push(file);
  }
  return { value: written };
};

const failedWrite = (file: string, why: string, written: readonly string[]): Outcome => {
  const before =
    written.length > 0
      ? `; ${written.join(' and ')} was written, and the next import goes on from there`
      : '';
  return cannot(`cannot write "${file}": ${why}${before}`);
};
