import { type CsvColumn, csvTable } from '../csv.ts';
import type { ExportFile } from '../document.ts';

/** A page of NetBox's "Import", as CSV. Files are numbered in the order in which they have to be imported. */
export const page = <Row>(
  name: string,
  columns: readonly CsvColumn<Row>[],
  rows: readonly Row[],
): ExportFile => ({ name: `${name}.csv`, text: csvTable(columns, rows) });

/** Letters, digits, `-` and `_`: NetBox's slug. */
export const slug = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase()
    .replace(/[^a-z0-9_-]+/g, '-')
    .replace(/^-+|-+$/g, '') || 'x';

/** Each name with a slug that no other has. */
export const slugs = (names: readonly string[]): Map<string, string> => {
  const found = new Map<string, string>();
  const taken = new Set<string>();
  for (const name of names) {
    const plain = slug(name);
    let mine = plain;
    for (let n = 2; taken.has(mine); n++) mine = `${plain}-${n}`;
    taken.add(mine);
    found.set(name, mine);
  }
  return found;
};

/** NetBox wants devices at a site; a rendezvous stands at a provider, and is left out. */
export const placed = <T extends { readonly site?: string }>(
  things: readonly T[],
): (T & { site: string })[] =>
  things.filter((thing): thing is T & { site: string } => thing.site !== undefined);
