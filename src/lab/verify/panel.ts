import { endpoints } from '#model/endpoint.ts';
import type { Network } from '#model/network.ts';
import type { Place } from './observer.ts';

/** Of the classes of addresses, each vantage point takes one in so many, the next one others. */
const SHARE = 3;

/**
 * A few cells that stand for all while a lab is waited for. Addresses of one site, role (a BMC is one), network and rack position
 * are a class; from every vantage point one address of every third class is looked at, from the next vantage point of the
 * classes after those. Chosen from the inventory alone, and never in place of a look at every cell: it says when to go on.
 */
export const panelOf = (network: Network, places: readonly Place[]): ReadonlySet<Place> => {
  const main = new Set(network.sites.map((site) => site.mainRack));
  const classes = new Map<string, string[]>();
  for (const { address, device, port } of endpoints(network)) {
    const what = port.kind === 'bmc' ? 'bmc' : device.role;
    const where = device.rack !== undefined && main.has(device.rack) ? 'main' : 'other';
    const key = [device.site, what, address.network, where].join(' ');
    classes.set(key, [...(classes.get(key) ?? []), address.ip]);
  }
  const vantages = [...new Set(places.map((place) => place.vantage))];
  const chosen = new Set(
    vantages.flatMap((vantage, at) =>
      [...classes.values()]
        .filter((_, n) => (n + at) % SHARE === 0)
        .map((members) => `${vantage} ${members[at % members.length]}`),
    ),
  );
  return new Set(places.filter(({ vantage, ip }) => chosen.has(`${vantage} ${ip}`)));
};
