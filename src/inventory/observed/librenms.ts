import type { Json } from './json.ts';
import { firstText, member, objectsOf } from './json.ts';

/** Rows of an answer of LibreNMS' API, `{status: "ok", <key>: [...]}` (LibreNMS docs, API/Using-the-API). */
export const rowsOf = (value: unknown, key: string): Json[] | undefined =>
  Array.isArray(member(value, key)) && firstText(value, 'status') === 'ok'
    ? objectsOf(member(value, key))
    : undefined;
