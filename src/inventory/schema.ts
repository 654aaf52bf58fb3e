import { inventoryShape } from './inventory-shape.ts';
import type { JsonSchema } from './shape.ts';

/** The JSON Schema of an inventory, made from the very shapes that read one, so that editors complete it. */
export const inventorySchema = (): JsonSchema => ({
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  title: 'RelaxOps inventory',
  ...inventoryShape.json,
});

/** The text of `schema/inventory.schema.json`. */
export const schemaText = (): string => `${JSON.stringify(inventorySchema(), null, 2)}\n`;
