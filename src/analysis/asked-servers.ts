import type { AskedOutside } from '#model/dependency.ts';
import type { Network } from '#model/network.ts';
import type { Service } from './permits.ts';

/** Servers outside that our boxes may ask, and for what: RFC 5905 section 7.2, and HTTP(S) for packages. */
export interface AskedServers {
  readonly kind: AskedOutside;
  readonly services: readonly Service[];
  readonly addresses: readonly string[];
  readonly why: string;
}

const ASKED: readonly Omit<AskedServers, 'addresses'>[] = [
  { kind: 'ntp', services: [{ protocol: 'udp', port: 123 }], why: 'named time servers' },
  {
    kind: 'updates',
    services: [
      { protocol: 'tcp', port: 80 },
      { protocol: 'tcp', port: 443 },
    ],
    why: 'named update servers, so that the box can be patched (T32)',
  },
];

/** The time and update servers of a site; a host without a site (a rendezvous) has those that every site needs. */
export const askedServers = ({ dependencies }: Network, site: string | undefined): AskedServers[] => {
  const mine = dependencies.filter(
    ({ sites }) => sites.length === 0 || (site !== undefined && sites.includes(site)),
  );
  return ASKED.map((asked) => ({
    ...asked,
    addresses: [
      ...new Set(mine.filter(({ kind }) => kind === asked.kind).flatMap(({ addresses }) => addresses)),
    ],
  }));
};
