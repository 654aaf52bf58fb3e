import type { Network } from '#model/network.ts';
import { destroySites, rebuildSites } from './_blackout.ts';
import type { Fault } from './fault.ts';

const sitesOn = ({ sites }: Network, campus: string): string[] =>
  sites.filter((site) => site.campus === campus).map((site) => site.id);

/** Every site of the campus at once, as `site-down` does to one. */
export const campusDown: Fault = {
  id: 'campus-down',
  scopes: ({ sites }) => [...new Set(sites.flatMap((site) => site.campus ?? []))],
  cause: (lab, scope, network) => destroySites(lab, network, sitesOn(network, scope)),
  mend: (lab, scope, network) => rebuildSites(lab, network, sitesOn(network, scope)),
};
