import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { loadInventory } from '#inventory/load.ts';
import { resolveInventory } from '#inventory/resolve.ts';
import { flawsOf } from './_geometry.ts';
import { inventoryOf, readerOf, renamed, type Shape } from './_networks.ts';
import { mapOf } from './network-map.ts';

/** For what is much work: the machine may have other things to do. */
const SLOW = { timeout: 180_000 };
const example = (name: string) => loadInventory(`examples/${name}/relaxops.yaml`).network!;

const generated = (shape: Shape) => {
  const { network, findings } = resolveInventory('relaxops.yaml', readerOf(inventoryOf(shape)));
  if (!network) throw new Error(JSON.stringify(findings.slice(0, 2)));
  return network;
};

const shapes = fc.record<Shape>({
  sites: fc.integer({ min: 1, max: 4 }),
  racks: fc.integer({ min: 1, max: 14 }),
  servers: fc.integer({ min: 0, max: 5 }),
  gateways: fc.integer({ min: 1, max: 2 }),
  switches: fc.integer({ min: 1, max: 2 }),
  meta: fc.boolean(),
  mobile: fc.boolean(),
});

describe('no box on another, no wire through a name, no two wires in one line', () => {
  it.each(['a-one-server', 'b-one-rack', 'c-one-datacentre', 'd-datacentres', 'full'])('%s', (name) =>
    expect(flawsOf(mapOf(example(name)))).toEqual([]),
  );

  it('200 racks one by one', SLOW, () => {
    const shape = { sites: 20, racks: 10, servers: 12, gateways: 2, switches: 2, meta: true, mobile: true };
    expect(flawsOf(mapOf(generated(shape), undefined, 'each'))).toEqual([]);
  });

  it('networks of any shape', SLOW, () =>
    fc.assert(
      fc.property(shapes, fc.constantFrom('each' as const, 'alike' as const), (shape, mode) => {
        expect(flawsOf(mapOf(generated(shape), undefined, mode))).toEqual([]);
      }),
      { numRuns: 25 },
    ),
  );

  it('names of any length', SLOW, () => {
    const network = example('c-one-datacentre');
    fc.assert(
      fc.property(
        fc.array(fc.string({ unit: 'binary', maxLength: 60 }), { minLength: 20, maxLength: 20 }),
        (names) => {
          let at = 0;
          const other = renamed(network, () => names[at++ % names.length]!);
          expect(flawsOf(mapOf(other))).toEqual([]);
        },
      ),
      { numRuns: 20 },
    );
  });
});
