import { z } from 'zod';
import { fail, ok, type Result } from '#base/result.ts';
import type { Client, Query } from './client.ts';
import type { ImportProblem } from './problem.ts';

/** The rows of a list that could be read, in order of id, and how many could not. */
export interface Listed<T> {
  readonly rows: readonly T[];
  readonly unreadable: number;
}

const pageSchema = z.object({
  count: z.number().nullish(),
  next: z.string().nullish(),
  results: z.array(z.unknown()),
});

const idSchema = z.object({ id: z.number() });

/** How often a page that is JSON but no page is asked for again. */
const TRIES = 3;

const page = async (
  client: Client,
  path: string,
  query: Query,
): Promise<Result<z.infer<typeof pageSchema>, ImportProblem>> => {
  for (let tried = 1; tried <= TRIES; tried++) {
    const answer = await client.get(path, query);
    if (!answer.ok) return answer;
    const read = pageSchema.safeParse(answer.value);
    if (read.success) return ok(read.data);
  }
  return fail({
    code: 'garbage',
    text: `${client.origin} answers for ${path} with something that is not a NetBox list`,
  });
};

type OnRows = (rows: number, count: number) => void;

/** A list as it was read once; `short` by so many rows that NetBox counts and did not give. */
interface ReadOnce<T> extends Listed<T> {
  readonly short: number;
}

const endless = (path: string): ImportProblem => ({
  code: 'garbage',
  text: `the list ${path} repeats itself without end; nothing was imported`,
});

const tooLong = (path: string, most: number): ImportProblem => ({
  code: 'too-much',
  text: `the list ${path} has more than ${most} rows; nothing was imported`,
});

const readOnce = async <T extends { readonly id: number }>(
  client: Client,
  path: string,
  schema: z.ZodType<T>,
  query: Query,
  onRows: OnRows,
): Promise<Result<ReadOnce<T>, ImportProblem>> => {
  const rows = new Map<number, T>();
  /** Ids of all rows, read or not: a page without a new one is a loop. */
  const ids = new Set<number>();
  let [seen, unreadable, most] = [0, 0, 0];
  for (;;) {
    const size = String(client.limits.pageSize);
    const got = await page(client, path, { ...query, limit: size, offset: String(seen), ordering: 'id' });
    if (!got.ok) return got;
    const before = ids.size;
    for (const raw of got.value.results) {
      const row = schema.safeParse(raw);
      if (row.success) rows.set(row.data.id, row.data);
      else unreadable++;
      const id = idSchema.safeParse(raw);
      if (id.success) ids.add(id.data.id);
    }
    seen += got.value.results.length;
    most = Math.max(most, got.value.count ?? 0);
    onRows(seen, Math.max(seen, most));
    const sorted = () => [...rows.values()].sort((a, b) => a.id - b.id);
    if (got.value.next == null) return ok({ rows: sorted(), unreadable, short: Math.max(0, most - seen) });
    if (ids.size === before) return fail(endless(path));
    if (seen > client.limits.rowsPerList) return fail(tooLong(path, client.limits.rowsPerList));
  }
};

/**
 * All rows of a list. Asks in order of id by offset, so that rows added meanwhile are met and none twice; what NetBox calls the
 * next page is only believed as far as that there is one, since behind a proxy it names another host. A row that is deleted
 * meanwhile moves the others up, so that one is missed; the count tells, and the list is read again.
 */
export const listAll = async <T extends { readonly id: number }>(
  client: Client,
  path: string,
  schema: z.ZodType<T>,
  query: Query,
  onRows: OnRows,
): Promise<Result<Listed<T>, ImportProblem>> => {
  for (let tried = 1; ; tried++) {
    const got = await readOnce(client, path, schema, query, onRows);
    if (!got.ok || got.value.short === 0) return got;
    if (tried >= TRIES)
      return fail({
        code: 'garbage',
        text: `NetBox counts ${got.value.short} more rows of ${path} than it gives, ${tried} times; nothing was imported`,
      });
  }
};
