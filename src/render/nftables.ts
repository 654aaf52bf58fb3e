import { limitsStorms } from '#model/isolation.ts';
import type { Role } from '#model/role.ts';
import { file, header } from './_text.ts';
import type { RenderContext } from './context.ts';
import { attackFiles } from './nftables/attack.ts';
import { gatewayRuleset } from './nftables/gateway.ts';
import { jumphostRuleset } from './nftables/jumphost.ts';
import { rendezvousRuleset } from './nftables/rendezvous.ts';
import { routerRuleset } from './nftables/router.ts';
import { stormRuleset } from './nftables/switch.ts';
import { type Host, hasRole, type Renderer } from './renderer.ts';

const BY_ROLE: Readonly<Partial<Record<Role, (context: RenderContext, host: Host) => string[]>>> = {
  gateway: gatewayRuleset,
  jumphost: jumphostRuleset,
  'management-switch': stormRuleset,
  rendezvous: rendezvousRuleset,
  router: routerRuleset,
};

/** Whether the host has a packet filter of ours; a management switch where it limits storms. */
export const filters = (host: Host): boolean =>
  host.bmc === undefined &&
  BY_ROLE[host.device.role] !== undefined &&
  (host.device.role !== 'management-switch' || limitsStorms(host.device));

/** The packet filter: one table of our own, replaced in one step, default deny. */
export const nftables: Renderer = {
  id: 'nftables',
  title: 'packet filter',
  appliesTo: filters,
  render: (context, host) => {
    const lines = BY_ROLE[host.device.role]?.(context, host) ?? [];
    return [
      file('nftables.nft', [header(host, 'packet filter'), ...lines]),
      ...(hasRole(host, 'gateway', 'rendezvous') ? attackFiles(context, host) : []),
    ];
  },
  check: {
    path: /\/nftables\.nft$/,
    argv: (path) => ['/usr/sbin/nft', '-c', '-f', path],
    package: 'nftables',
    interfaces: () => [],
  },
};
