import type { Network, Uplink } from '#model/network.ts';
import { rootFinder } from '../rules/_providers.ts';
import type { ChangeKind } from './change.ts';

const moved = (network: Network, uplink: Uplink, provider: string): Network => ({
  ...network,
  uplinks: network.uplinks.map((one) => (one === uplink ? { ...one, provider } : one)),
  cables: network.cables.map((cable) =>
    cable.id === uplink.id && cable.b.startsWith('provider:')
      ? { ...cable, b: `provider:${provider}` }
      : cable,
  ),
});

/** Whether the provider already brings somebody in the inventory a line of that medium. */
const sells = (network: Network, provider: string, like: Uplink): boolean =>
  network.uplinks.some((one) => one.provider === provider && one.medium === like.medium && !one.landlord);

/**
 * Whether the provider rides on a network that production needs, at the uplink's own site (R12) or, for a rendezvous, which serves all,
 * at any.
 */
const isProductions = (network: Network, provider: string, uplink: Uplink): boolean => {
  const root = rootFinder(network);
  return network.uplinks.some(
    (one) =>
      one.purpose === 'production' &&
      (uplink.site === undefined || one.site === uplink.site) &&
      root(one.provider) === root(provider),
  );
};

/**
 * A management uplink ordered from another provider of the inventory: the same cable, another contract. Never from production's own:
 * that would take away a loss here and break R12.
 */
export const otherProvider: ChangeKind = {
  id: 'other-provider',
  candidates: ({ network }) =>
    network.uplinks
      .filter((uplink) => uplink.purpose === 'management' && !uplink.landlord)
      .flatMap((uplink) =>
        network.providers
          .filter(
            ({ id }) =>
              id !== uplink.provider && sells(network, id, uplink) && !isProductions(network, id, uplink),
          )
          .map(({ id }) => ({
            text: `order the uplink of ${uplink.device} from ${id} instead of ${uplink.provider}`,
            cables: 0,
            ports: 0,
            boxes: 0,
            apply: () => moved(network, uplink, id),
          })),
      ),
};
