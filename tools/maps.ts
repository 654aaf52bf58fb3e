import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { mapSvg } from '../src/draw/map/map-svg.ts';
import { mapOf } from '../src/draw/map/network-map.ts';
import { loadInventory } from '../src/inventory/load.ts';

// Draws the maps of the examples for the README and docs/map.md: npx tsx tools/maps.ts
// The test holds the pictures against what is drawn now.

/** Examples by the picture that shows them. */
export const MAPS: Readonly<Record<string, string>> = {
  'docs/full.svg': 'examples/full/relaxops.yaml',
  'docs/maps/a-one-server.svg': 'examples/a-one-server/relaxops.yaml',
  'docs/maps/b-one-rack.svg': 'examples/b-one-rack/relaxops.yaml',
  'docs/maps/c-one-datacentre.svg': 'examples/c-one-datacentre/relaxops.yaml',
  'docs/maps/d-datacentres.svg': 'examples/d-datacentres/relaxops.yaml',
};

const path = (name: string): string => fileURLToPath(new URL(`../${name}`, import.meta.url));

/** The map of an example, drawn now. */
export const mapOfExample = (example: string): string => {
  const { network } = loadInventory(path(example));
  if (!network) throw new Error(`${example} cannot be read`);
  return mapSvg(mapOf(network));
};

if (process.argv[1] === fileURLToPath(import.meta.url))
  for (const [picture, example] of Object.entries(MAPS)) {
    mkdirSync(dirname(path(picture)), { recursive: true });
    writeFileSync(path(picture), mapOfExample(example));
  }
