import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { schemaText } from './schema.ts';

it('is what schema/ holds; npx tsx tools/schema.ts writes it anew', () =>
  expect(readFileSync(new URL('../../schema/inventory.schema.json', import.meta.url), 'utf8')).toBe(
    schemaText(),
  ));
