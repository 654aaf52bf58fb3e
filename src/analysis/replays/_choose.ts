import type { Failure } from '#model/failure.ts';
import type { Device, Network, Provider, Site, Uplink } from '#model/network.ts';

/** Choosing where in a network an outage strikes: always where most hangs on it, the first written among equals. */

const most = <T>(things: readonly T[], count: (thing: T) => number): T | undefined =>
  things.reduce<T | undefined>(
    (best, one) => (best === undefined || count(one) > count(best) ? one : best),
    undefined,
  );

/** The same failure to several scopes. */
export const each = (kind: string, scopes: readonly string[]): Failure[] =>
  scopes.map((scope) => ({ kind, scope }));

export const ids = (things: readonly { readonly id: string }[]): string[] => things.map((thing) => thing.id);

/** The site with most devices. */
export const largestSite = ({ sites, devices }: Network): Site | undefined =>
  most(sites, (site) => devices.filter((device) => device.site === site.id).length);

export const uplinksFor = (network: Network, purpose: Uplink['purpose'], site?: string): Uplink[] =>
  network.uplinks.filter(
    (uplink) =>
      uplink.purpose === purpose && uplink.site !== undefined && (site === undefined || uplink.site === site),
  );

/** Whose network a provider rides on in the end. */
const rootOf = (providers: readonly Provider[], id: string): string => {
  let at = id;
  for (let n = 0; n < providers.length; n++) {
    const upstream = providers.find((provider) => provider.id === at)?.upstream;
    if (upstream === undefined) return at;
    at = upstream;
  }
  return at;
};

/** The provider that most production uplinks ride on in the end. */
export const largestProvider = (network: Network): Provider | undefined => {
  const roots = uplinksFor(network, 'production').map(({ provider }) => rootOf(network.providers, provider));
  if (roots.length === 0) return undefined;
  return most(network.providers, ({ id }) => roots.filter((root) => root === id).length);
};

export const withRole = ({ devices }: Network, role: Device['role'], site?: string): Device[] =>
  devices.filter((device) => device.role === role && (site === undefined || device.site === site));
