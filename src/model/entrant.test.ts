import { join } from 'node:path';
import { expect, test } from 'vitest';
import { loadInventory } from '#inventory/load.ts';
import { entrants } from './entrant.ts';

const root = join(import.meta.dirname, '../..');
const loaded = (file: string) => loadInventory(join(root, file)).network!;

test('two people in two networks, where there are two', () => {
  expect(entrants(loaded('examples/b-one-rack/relaxops.yaml'))).toEqual([
    { operator: 'alice', place: 'home' },
    { operator: 'bob', place: 'office' },
  ]);
});

test('nobody is two people: a door lets one certificate in once', () => {
  expect(entrants(loaded('test/cases/lab/bmc-lan.yaml'))).toEqual([{ operator: 'alice', place: 'home' }]);
});
