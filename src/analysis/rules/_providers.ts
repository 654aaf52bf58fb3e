import type { Network, Provider, Uplink } from '#model/network.ts';

/** The owner of the network that a provider rides on in the end; a provider of its own is its own. */
export const rootOf = (providers: ReadonlyMap<string, Provider>, id: string): string => {
  const seen = new Set<string>();
  let at = id;
  for (;;) {
    const upstream = providers.get(at)?.upstream;
    if (upstream === undefined || seen.has(at)) return at;
    seen.add(at);
    at = upstream;
  }
};

/** Finds the owner of a provider's network. */
export const rootFinder = (network: Network): ((provider: string) => string) => {
  const providers = new Map(network.providers.map((provider) => [provider.id, provider]));
  return (provider) => rootOf(providers, provider);
};

/** The lines by which a site's management network meets the world, a landlord's LAN left out. */
export const managementUplinks = (network: Network, site: string): Uplink[] =>
  network.uplinks.filter(
    (uplink) => uplink.site === site && uplink.purpose === 'management' && !uplink.landlord,
  );
