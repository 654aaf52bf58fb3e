import { describe, expect, it } from 'vitest';
import { loadInventory } from '#inventory/load.ts';
import { testMaterial } from '../_test-material.ts';
import { renderContext } from '../context.ts';
import { nftables } from '../nftables.ts';
import { hostNamed } from '../renderer.ts';

/** Denials are logged, at a bounded rate: forged sources as well as what no rule permits. */
const networks = ['examples/full', 'test/cases/ipv6', 'test/cases/countries'].map(
  (folder) => loadInventory(`${folder}/relaxops.yaml`).network!,
);
const hosts = networks.flatMap((network) => [
  ...network.devices
    .filter(({ role }) => role === 'gateway' || role === 'jumphost' || role === 'rendezvous')
    .map(({ id }) => [`${network.name}: ${id}`, network, id] as const),
]);

describe('what is denied', () => {
  it.each(hosts)('%s drops nothing without a line in the log', (_name, network, id) => {
    const context = renderContext(network, testMaterial(network));
    const [file] = nftables.render(context, hostNamed(context, id));
    const chains = [...file!.text.matchAll(/chain (\w+) \{\n([\s\S]*?) {4}\}/g)];
    // What costs no entry of connection tracking costs no line either: an attack has many sources.
    for (const [, name, body] of chains.filter((chain) => chain[1] !== 'way_back')) {
      const lines = body!.trim().split('\n');
      for (const [at, line] of lines.entries())
        if (/ drop comment /.test(` ${line}`))
          expect([name, lines[at - 1]]).toEqual([
            name,
            expect.stringMatching(/^ *limit rate .* log prefix /),
          ]);
    }
  });
});
