import { LabError } from '../cage/client.ts';
import { helpAll } from './_crew.ts';
import { feedsOfSites } from './_parts.ts';
import { isPlayed, waitingAt, waitsForMore } from './_waiting.ts';
import type { Fault } from './fault.ts';

/**
 * Every feed of the site off, and on again; boxes that stay off stay off, disks ask for passphrases, modems for PINs. Then operators work at it
 * from their laptops until nothing moves any more: what is left is what nobody can help from afar.
 */
export const powerReturned: Fault = {
  id: 'power-returned',
  scopes: (network, plan) =>
    network.sites.map((site) => site.id).filter((site) => isPlayed(network, plan, site)),
  cause: async (lab, scope, network) => {
    if (waitsForMore(network, scope))
      throw new LabError(`site ${scope} waits for leases, names or the time, and the lab has none to give`);
    await lab.blackStart({ feeds: feedsOfSites(network, [scope]), ...waitingAt(network, scope) });
    await helpAll(lab, network);
  },
  mend: async (lab, scope, network) => {
    await lab.endWait(waitingAt(network, scope));
  },
};
