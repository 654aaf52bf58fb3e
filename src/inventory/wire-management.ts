import { hasRole } from '#model/device.ts';
import {
  type DeviceDraft,
  type Draft,
  fixedFreePorts,
  freePort,
  ofRole,
  plug,
  type RackDraft,
  type SiteDraft,
} from './draft.ts';
import { noFreePort } from './no-free-port.ts';

/** A free port on the first of these switches that has one. */
const switchPort = (draft: Draft, switches: readonly DeviceDraft[]): string | undefined => {
  for (const one of switches) {
    const port = freePort(draft, one, 'management');
    if (port) return port.id;
  }
  return undefined;
};

const connect = (draft: Draft, device: DeviceDraft, port: string, switches: readonly DeviceDraft[]): void => {
  const far = switchPort(draft, switches);
  if (far === undefined) noFreePort(draft, device, port, switches, 'a management switch');
  else plug(draft, port, far, { kind: 'management', origin: 'wired', place: device.place });
};

/** One cable from a rack's management switch to the main rack's, unless something written joins it already. */
const star = (draft: Draft, one: DeviceDraft, hubs: readonly DeviceDraft[]): void => {
  const joined = [...one.set.list].some((spec) => {
    const cable = draft.cabled.get(`${one.id}:${spec.name}`);
    const peer = cable && (cable.a.startsWith(`${one.id}:`) ? cable.b : cable.a);
    const far = peer === undefined ? undefined : draft.devices.get(peer.split(':')[0]!);
    return far !== undefined && hasRole(far, 'management-switch');
  });
  if (joined) return;
  const port = freePort(draft, one, 'management');
  if (port)
    connect(
      draft,
      one,
      port.id,
      hubs.filter((hub) => hub !== one),
    );
};

/** A BMC that shares a production port has no cable of its own. */
const ownPorts = (draft: Draft, device: DeviceDraft) => [
  ...fixedFreePorts(draft, device, 'management'),
  ...(device.bmc === 'shared' ? [] : fixedFreePorts(draft, device, 'bmc')),
];

/**
 * Where a device goes: gateways and jumphosts to the middle of the star, for ports of devices are isolated, and whoever is
 * to be reached from all racks has to hang where all racks meet; all others to the switch of their rack.
 */
const switchesFor = (
  device: DeviceDraft,
  own: readonly DeviceDraft[],
  hubs: readonly DeviceDraft[],
): readonly DeviceDraft[] =>
  hasRole(device, 'gateway', 'jumphost')
    ? [...new Set([...hubs.slice(0, 1), ...own, ...hubs])]
    : own.length > 0
      ? own
      : hubs;

const wireRack = (draft: Draft, rack: RackDraft, hubs: readonly DeviceDraft[]): void => {
  const own = ofRole(rack, 'management-switch');
  for (const device of rack.devices) {
    const switches = switchesFor(device, own, hubs);
    if (hasRole(device, 'management-switch')) {
      if (device !== hubs[0]) star(draft, device, hubs);
    } else if (switches.length > 0)
      for (const port of ownPorts(draft, device)) connect(draft, device, port.id, switches);
  }
};

/** Management ports and BMCs to the rack's management switch, gateways and jumphosts to the main one; switches in a star. */
export const wireManagement = (draft: Draft, site: SiteDraft): void => {
  const main = site.main ? ofRole(site.main, 'management-switch') : [];
  const any = site.racks.flatMap((rack) => ofRole(rack, 'management-switch'));
  const hubs = main.length > 0 ? main : any.slice(0, 1);
  const rest = site.racks.filter((rack) => rack !== site.main);
  for (const rack of site.main ? [site.main, ...rest] : rest) wireRack(draft, rack, hubs);
};
