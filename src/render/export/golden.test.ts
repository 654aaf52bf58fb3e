import { describe, expect, it } from 'vitest';
import { loadInventory } from '#inventory/load.ts';
import type { Network } from '#model/network.ts';
import { exportFormats } from './index.ts';

const network = (example: string): Network => {
  const { network: loaded } = loadInventory(`examples/${example}/relaxops.yaml`);
  if (!loaded) throw new Error(`${example} does not load`);
  return loaded;
};

describe('exports as before', () => {
  for (const format of exportFormats)
    for (const { name, text } of format.files(network('full')))
      it(`${format.id}: ${name} of full`, async () => {
        await expect(text).toMatchFileSnapshot(`expected/${format.id}/${name}`);
      });
});

it.each(['a-one-server', 'b-one-rack', 'c-one-datacentre', 'd-datacentres', 'full'])(
  'every format takes %s, the same twice',
  (example) => {
    const once = exportFormats.map((format) => format.files(network(example)));
    expect(exportFormats.map((format) => format.files(network(example)))).toEqual(once);
    expect(once.flat().filter((file) => !file.text.endsWith('\n'))).toEqual([]);
  },
);
