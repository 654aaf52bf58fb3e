import { join } from 'node:path';
import { expect, it } from 'vitest';
import { loadInventory } from '#inventory/load.ts';
import { spelled } from './broken.ts';

const network = loadInventory(join(import.meta.dirname, '../../../examples/full/relaxops.yaml')).network!;

it('what is mended may be spelled as what is broken', () => {
  const cable = network.cables.find((one) => one.id === 'zrh1/r01/gw1:inside')!;
  const other = [cable.a, cable.b].find((end) => end !== cable.id)!;
  const texts = ['feed:zrh1/A', `link-cut:${other}`, 'device-dead:zrh1/r01/gw1', 'device-dead:gone/r01/x'];
  expect(spelled(network, texts)).toEqual([
    'feed-down:zrh1/A',
    'link-cut:zrh1/r01/gw1:inside',
    'device-dead:zrh1/r01/gw1',
    'device-dead:gone/r01/x',
  ]);
});
