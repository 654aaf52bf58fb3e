import { describe, expect, it } from 'vitest';
import { loadInventory } from '#inventory/load.ts';
import { testMaterial } from '../_test-material.ts';
import { RDV_TUN } from '../_vpn.ts';
import { renderContext } from '../context.ts';
import { nftables } from '../nftables.ts';
import { hostNamed } from '../renderer.ts';
import { sidesOf } from './gateway-sides.ts';

/**
 * Nothing passes a gateway from an uplink or a rendezvous' tunnel, nor out by one: a provider's neighbour could otherwise send into
 * connections that stand, with a forged source or as an ICMP error about them, which has any source (ct state related; nft(8)).
 */
const networks = ['examples/full', 'test/cases/ipv6', 'test/cases/wireguard', 'test/cases/inside'].map(
  (folder) => loadInventory(`${folder}/relaxops.yaml`).network!,
);
const gateways = networks.flatMap((network) =>
  network.devices.filter(({ role }) => role === 'gateway').map(({ id }) => [network, id] as const),
);

describe('what a gateway passes on', () => {
  it.each(gateways.map(([network, id]) => [`${network.name}: ${id}`, network, id] as const))(
    '%s names the legs of all that it accepts, and none is outside',
    (_name, network, id) => {
      const context = renderContext(network, testMaterial(network));
      const host = hostNamed(context, id);
      const [file] = nftables.render(context, host);
      const chain = /chain forward \{\n([\s\S]*?)\n {4}\}/.exec(file!.text)![1]!;
      const accepted = chain.split('\n').filter((line) => / accept( comment|$)/.test(line));
      expect(accepted.length).toBeGreaterThan(5);
      for (const line of accepted) {
        const legs = [...line.matchAll(/\b[io]ifname (?:\{ ([^}]*) \}|(\S+))/g)].map((m) => m[1] ?? m[2]!);
        expect([line, legs.length]).toEqual([line, 2]);
        for (const outer of [...sidesOf(context, host).wan, RDV_TUN])
          expect(legs.join()).not.toContain(`"${outer}"`);
      }
    },
  );
});
