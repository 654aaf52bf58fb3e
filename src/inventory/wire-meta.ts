import { type Draft, fixedFreePorts, freePort, ofRole, plug, type SiteDraft, siteOfRole } from './draft.ts';
import { noFreePort } from './no-free-port.ts';

/** Meta ports to the rack's meta switch; meta switches to that of the main rack. */
export const wireMeta = (draft: Draft, site: SiteDraft): void => {
  const all = siteOfRole(site, 'meta-switch');
  const hub = (site.main && ofRole(site.main, 'meta-switch')[0]) ?? all[0];
  if (!hub) return;
  const join = (device: (typeof all)[number], port: string, far: typeof hub): void => {
    const free = freePort(draft, far, 'meta');
    if (free) plug(draft, port, free.id, { kind: 'meta', origin: 'wired', place: device.place });
    else noFreePort(draft, device, port, [far], 'a meta switch');
  };
  for (const one of all) {
    const port = one === hub ? undefined : freePort(draft, one, 'meta');
    if (port) join(one, port.id, hub);
  }
  for (const rack of site.racks)
    for (const server of ofRole(rack, 'server'))
      for (const port of fixedFreePorts(draft, server, 'meta'))
        join(server, port.id, ofRole(rack, 'meta-switch')[0] ?? hub);
};
