import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { PROTOCOL } from './protocol.ts';

/** Code without words about it: what two builds have to agree on. */
const said = (text: string): string =>
  text
    .replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '')
    .replace(/export const PROTOCOL = \d+;/, '')
    .replace(/\s+/g, ' ');

test('a protocol that changes gets another number', () => {
  const text = readFileSync(join(import.meta.dirname, 'protocol.ts'), 'utf8');
  const hash = createHash('sha256').update(said(text)).digest('hex').slice(0, 12);
  // If only the hash differs: raise PROTOCOL in protocol.ts by one, and write both here.
  expect([PROTOCOL, hash]).toEqual([1, 'd4dd123eb5f1']);
});
