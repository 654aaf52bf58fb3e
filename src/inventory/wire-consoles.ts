import {
  type DeviceDraft,
  type Draft,
  fixedFreePorts,
  freePort,
  ofRole,
  plug,
  type RackDraft,
  type SiteDraft,
  siteOfRole,
} from './draft.ts';

const firstFree = (draft: Draft, servers: readonly DeviceDraft[]): string | undefined => {
  for (const server of servers) {
    const port = freePort(draft, server, 'console-server');
    if (port) return port.id;
  }
  return undefined;
};

const inOrder = (site: SiteDraft, rack: RackDraft): DeviceDraft[] => {
  const main = site.main ? ofRole(site.main, 'console-server') : [];
  return [...new Set([...ofRole(rack, 'console-server'), ...main, ...siteOfRole(site, 'console-server')])];
};

/** Console ports to a console server of the rack, else of the site. Without one they stay open. */
export const wireConsoles = (draft: Draft, site: SiteDraft): void => {
  for (const rack of site.racks) {
    const servers = inOrder(site, rack);
    for (const device of rack.devices)
      for (const port of fixedFreePorts(draft, device, 'console')) {
        // A box that is its own console server has nobody to watch it.
        const far = firstFree(
          draft,
          servers.filter((server) => server !== device),
        );
        if (far === undefined) break;
        plug(draft, port.id, far, { kind: 'console', origin: 'wired', place: device.place });
      }
  }
};
