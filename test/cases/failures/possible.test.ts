import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseFailure } from '#analysis/parse-failure.ts';
import { analyse } from '#analysis/state.ts';
import { loadInventory } from '#inventory/load.ts';
import { possibleFailures } from '#lab/verify/sample.ts';
import { labMaterial } from '#lab/world/material.ts';
import { labPlan } from '#lab/world/world.ts';
import { failureId } from '#model/failure.ts';

const root = join(import.meta.dirname, '../../..');
const files = [
  ...readdirSync(join(root, 'examples')).map((name) => `examples/${name}/relaxops.yaml`),
  ...readdirSync(join(root, 'test/cases/lab')).map((name) => `test/cases/lab/${name}`),
  'test/cases/wireguard/relaxops.yaml',
];

/** What a lab offers to break, the analysis can predict: an hour of observations is not judged in vain. */
describe('every failure that a lab can cause is one that can be predicted', () => {
  it.for(files)('%s', async (file) => {
    const network = loadInventory(join(root, file)).network!;
    const analysis = analyse(network);
    const possible = possibleFailures(network, labPlan(network, await labMaterial(network), 'possible'));
    expect(possible.length).toBeGreaterThan(0);
    expect(possible.map(failureId).filter((id) => !parseFailure(analysis, id).ok)).toEqual([]);
  });
});
