import { endpoints } from '#model/endpoint.ts';
import type { Network } from '#model/network.ts';
import type { Place } from './observer.ts';

/**
 * A few cells that stand for all while a lab is waited for: from every vantage point one address of each network, role (a
 * BMC is one) and rack position of every site. From the next vantage point it is the next address of its class. Chosen from
 * the inventory alone, and never in place of a look at every cell: it says when to go on.
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
      [...classes.values()].map((members) => `${vantage} ${members[at % members.length]}`),
    ),
  );
  return new Set(places.filter(({ vantage, ip }) => chosen.has(`${vantage} ${ip}`)));
};
