import type { Dependency } from './dependency.ts';
import type { Network } from './network.ts';

/** A name service that a provider offers, without which nobody gets in to some sites: what a lab can play. */
export const nameServices = ({ dependencies }: Network): Dependency[] =>
  dependencies.filter(
    ({ kind, provider, on, use }) =>
      kind === 'dns' && provider !== undefined && on.length === 0 && use === 'access',
  );

/** Those of them that the access to a site really needs: nothing helps when they are gone. */
export const namesNeeded = (network: Network, site: string | undefined): Dependency[] =>
  nameServices(network).filter(
    ({ fallback, sites }) =>
      site !== undefined && fallback === 'none' && (sites.length === 0 || sites.includes(site)),
  );

/** `zrh1/r01/srv01:bmc` as a name service has it: `srv01-bmc.r01.zrh1.oob`. */
export const dnsName = (host: string): string =>
  `${host.replaceAll(':', '-').split('/').reverse().join('.')}.oob`;
