import type { Network, Uplink } from '#model/network.ts';
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

/** A management uplink ordered from another provider of the inventory: the same cable, another contract. */
export const otherProvider: ChangeKind = {
  id: 'other-provider',
  candidates: ({ network }) =>
    network.uplinks
      .filter((uplink) => uplink.purpose === 'management' && !uplink.landlord)
      .flatMap((uplink) =>
        network.providers
          .filter(({ id }) => id !== uplink.provider && sells(network, id, uplink))
          .map(({ id }) => ({
            text: `order the uplink of ${uplink.device} from ${id} instead of ${uplink.provider}`,
            cables: 0,
            ports: 0,
            boxes: 0,
            apply: () => moved(network, uplink, id),
          })),
      ),
};
