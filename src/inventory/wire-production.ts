import {
  type DeviceDraft,
  type Draft,
  fixedFreePorts,
  freePort,
  ofRole,
  plug,
  type SiteDraft,
  siteOfRole,
} from './draft.ts';
import { noFreePort } from './no-free-port.ts';

const connect = (draft: Draft, device: DeviceDraft, port: string, far: DeviceDraft): void => {
  const free = freePort(draft, far, 'data');
  if (free) plug(draft, port, free.id, { kind: 'production', origin: 'wired', place: device.place });
  else noFreePort(draft, device, port, [far], `a ${far.role}`);
};

/** Whether something written joins the switch to a router already. */
const hasRouter = (draft: Draft, device: DeviceDraft): boolean =>
  device.set.list.some((spec) => {
    const cable = draft.cabled.get(`${device.id}:${spec.name}`);
    const peer = cable && (cable.a.startsWith(`${device.id}:`) ? cable.b : cable.a);
    return peer !== undefined && draft.devices.get(peer.split(':')[0]!)?.role === 'router';
  });

/**
 * Each production switch to the router of its number; data port k of a server to production switch k of its rack.
 * Two switches are never joined, so the segment of each router is a tree.
 */
export const wireProduction = (draft: Draft, site: SiteDraft): void => {
  const routers = siteOfRole(site, 'router').sort((a, b) => a.number - b.number);
  for (const rack of site.racks) {
    const switches = ofRole(rack, 'switch').sort((a, b) => a.number - b.number);
    for (const one of switches) {
      const router = routers[(one.number - 1 + routers.length) % Math.max(1, routers.length)];
      const port = router && !hasRouter(draft, one) ? freePort(draft, one, 'data') : undefined;
      if (router && port) connect(draft, one, port.id, router);
    }
    if (switches.length === 0) continue;
    for (const server of ofRole(rack, 'server')) {
      const names = (server.set.byKind.get('data') ?? []).map((spec) => `${server.id}:${spec.name}`);
      for (const port of fixedFreePorts(draft, server, 'data'))
        connect(draft, server, port.id, switches[names.indexOf(port.id) % switches.length]!);
    }
  }
};
