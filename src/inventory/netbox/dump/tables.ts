import { z } from 'zod';
import { fail, ok, type Result } from '#base/result.ts';

/** A row as a dump has it: columns by name, relations as the number of the other row, under the relation's name. */
export type Raw = Readonly<Record<string, unknown>> & { readonly id: number };

/** The rows of a dump by model: `dcim.device`. */
export type Tables = ReadonlyMap<string, readonly Raw[]>;

/** Django's `dumpdata`: a list of objects. */
const dumped = z.object({
  model: z.string(),
  pk: z.number().int(),
  fields: z.record(z.string(), z.unknown()),
});

/** Tables of a database by name, columns first; the fifth thing that is said of a column is the table that it refers to. */
const database = z.object({
  tables: z.record(
    z.string(),
    z.object({ columns: z.array(z.array(z.unknown())), rows: z.array(z.array(z.unknown())) }),
  ),
});

const add = (tables: Map<string, Raw[]>, model: string, row: Raw): void => {
  const rows = tables.get(model);
  if (rows) rows.push(row);
  else tables.set(model, [row]);
};

const fromDumpdata = (list: readonly unknown[]): Result<Tables, string> => {
  const tables = new Map<string, Raw[]>();
  let strange = 0;
  for (const item of list) {
    const read = dumped.safeParse(item);
    if (read.success) add(tables, read.data.model, { ...read.data.fields, id: read.data.pk });
    else strange++;
  }
  return tables.size > 0 || strange === 0 ? ok(tables) : fail('it is a list, but not of {model, pk, fields}');
};

const columnName = (column: readonly unknown[]): string => {
  const name = String(column[0] ?? '');
  const refers = typeof column[4] === 'string' || name.endsWith('_type_id');
  return refers ? name.replace(/_id$/, '') : name;
};

const fromDatabase = (value: z.infer<typeof database>): Result<Tables, string> => {
  const tables = new Map<string, Raw[]>();
  for (const [table, { columns, rows }] of Object.entries(value.tables)) {
    const names = columns.map(columnName);
    for (const cells of rows) {
      const row = Object.fromEntries(names.map((name, i) => [name, cells[i]]));
      const { id } = row;
      if (typeof id === 'number') add(tables, table.replace('_', '.'), { ...row, id });
    }
  }
  return ok(tables);
};

/** The tables of a dump: the output of `manage.py dumpdata`, or tables with columns and rows. */
export const readTables = (text: string): Result<Tables, string> => {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return fail('it is not JSON');
  }
  if (Array.isArray(value)) return fromDumpdata(value);
  const read = database.safeParse(value);
  return read.success ? fromDatabase(read.data) : fail('expected a list of {model, pk, fields}');
};
