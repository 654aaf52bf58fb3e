/** How long a map takes, the network at hand: the full example, and 200 racks in one site and in twenty. */
import { fileURLToPath } from 'node:url';
import { inventoryOf, readerOf } from '#draw/map/_networks.ts';
import { mapSvg } from '#draw/map/map-svg.ts';
import { mapOf } from '#draw/map/network-map.ts';
import type { RackMode } from '#draw/map/racks.ts';
import { loadInventory } from '#inventory/load.ts';
import { resolveInventory } from '#inventory/resolve.ts';
import type { Network } from '#model/network.ts';

const ROUNDS = 5;

const generated = (sites: number, racks: number): Network => {
  const shape = { sites, racks, servers: 12, gateways: 2, switches: 2, meta: false, mobile: false };
  const { network, findings } = resolveInventory('relaxops.yaml', readerOf(inventoryOf(shape)));
  if (!network) throw new Error(findings.map((finding) => finding.text).join('\n'));
  return network;
};

const figures = (name: string, network: Network, mode: RackMode): void => {
  let bytes = 0;
  const times = Array.from({ length: ROUNDS }, () => {
    const began = performance.now();
    bytes = mapSvg(mapOf(network, undefined, mode)).length;
    return performance.now() - began;
  }).sort((a, b) => a - b);
  const [least, middle, most] = [times[0]!, times[Math.floor(ROUNDS / 2)]!, times.at(-1)!].map((t) =>
    t.toFixed(0),
  );
  const size = `${network.racks.length} racks, ${network.devices.length} devices, ${(bytes / 1024).toFixed(0)} KB`;
  console.log(`${name.padEnd(28)} ${size}: min ${least} ms, median ${middle} ms, max ${most} ms`);
};

const full = loadInventory(fileURLToPath(new URL('../../examples/full/relaxops.yaml', import.meta.url)))
  .network!;
console.log(`maps, ${ROUNDS} rounds each; target: 200 racks in 2 s`);
figures('full', full, 'auto');
figures('20 sites of 10 racks', generated(20, 10), 'auto');
const one = generated(1, 200);
figures('1 site of 200 racks', one, 'auto');
figures('1 site of 200 racks, each', one, 'each');
