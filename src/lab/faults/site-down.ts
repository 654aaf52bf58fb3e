import { destroySites, rebuildSites } from './_blackout.ts';
import type { Fault } from './fault.ts';

/** Every feed of the site is off, and every box in it is killed. */
export const siteDown: Fault = {
  id: 'site-down',
  scopes: (network) => network.sites.map((site) => site.id),
  cause: (lab, scope, network) => destroySites(lab, network, [scope]),
  mend: (lab, scope, network) => rebuildSites(lab, network, [scope]),
};
