import { writeFileSync } from 'node:fs';
import { schemaText } from '../src/inventory/schema.ts';

// Writes schema/inventory.schema.json: npx tsx tools/schema.ts
writeFileSync(new URL('../schema/inventory.schema.json', import.meta.url), schemaText());
