import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { inventorySchema, schemaText } from './schema.ts';

const root = new URL('../../', import.meta.url);
const read = (path: string): string => readFileSync(new URL(path, root), 'utf8');
const examples = readdirSync(new URL('examples', root)).sort();

describe('the JSON Schema', () => {
  it('is what schema/ holds; npx tsx tools/schema.ts writes it anew', () =>
    expect(read('schema/inventory.schema.json')).toBe(schemaText()));

  const schema = z.fromJSONSchema(inventorySchema());

  it.each(examples)('takes examples/%s', (name) =>
    expect(schema.safeParse(parse(read(`examples/${name}/relaxops.yaml`))).error?.issues).toBeUndefined(),
  );

  it.each(['unknown-keys', 'wrong-types', 'missing-keys', 'unknown-role'])(
    'refuses test/mistakes/%s',
    (name) =>
      expect(schema.safeParse(parse(read(`test/mistakes/${name}/relaxops.yaml`))).success).toBe(false),
  );
});
