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

/**
 * All rows of a list. Asks in order of id by offset, so that rows added meanwhile are met and none twice; what NetBox calls the
 * next page is only believed as far as that there is one, since behind a proxy it names another host.
 */
export const listAll = async <T extends { readonly id: number }>(
  client: Client,
  path: string,
  schema: z.ZodType<T>,
  query: Query,
  onRows: (rows: number, count: number) => void,
): Promise<Result<Listed<T>, ImportProblem>> => {
  const rows = new Map<number, T>();
  /** Ids of all rows, read or not: a page without a new one is a loop. */
  const ids = new Set<number>();
  let [seen, unreadable] = [0, 0];
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
    onRows(seen, Math.max(seen, got.value.count ?? 0));
    if (got.value.next == null) break;
    if (ids.size === before)
      return fail({
        code: 'garbage',
        text: `the list ${path} repeats itself without end; nothing was imported`,
      });
    if (seen > client.limits.rowsPerList)
      return fail({
        code: 'too-much',
        text: `the list ${path} has more than ${client.limits.rowsPerList} rows; nothing was imported`,
      });
  }
  return ok({ rows: [...rows.values()].sort((a, b) => a.id - b.id), unreadable });
};
