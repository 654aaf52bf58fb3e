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

const FACTS = { kind: 'power', origin: 'wired' } as const;

const toFeed = (draft: Draft, site: SiteDraft, device: DeviceDraft, port: string, k: number): void =>
  plug(draft, port, `feed:${site.feeds[k % site.feeds.length]!.id}`, { ...FACTS, place: device.place });

const toOutlet = (draft: Draft, device: DeviceDraft, port: string, pdu: DeviceDraft): void => {
  const outlet = freePort(draft, pdu, 'outlet');
  if (outlet) plug(draft, port, outlet.id, { ...FACTS, place: device.place });
  else noFreePort(draft, device, port, [pdu], 'a PDU');
};

const wireDevice = (
  draft: Draft,
  site: SiteDraft,
  device: DeviceDraft,
  pdus: readonly DeviceDraft[],
): void => {
  const names = (device.set.byKind.get('power') ?? []).map((spec) => `${device.id}:${spec.name}`);
  for (const port of fixedFreePorts(draft, device, 'power')) {
    const k = names.indexOf(port.id);
    const pdu = pdus[k % Math.max(1, pdus.length)];
    if (pdu) toOutlet(draft, device, port.id, pdu);
    else toFeed(draft, site, device, port.id, k);
  }
};

const wireRack = (draft: Draft, site: SiteDraft, rack: RackDraft): void => {
  const pdus = ofRole(rack, 'pdu').sort((a, b) => a.number - b.number);
  for (const [k, pdu] of pdus.entries())
    for (const port of fixedFreePorts(draft, pdu, 'power')) toFeed(draft, site, pdu, port.id, k);
  for (const device of rack.devices) if (device.role !== 'pdu') wireDevice(draft, site, device, pdus);
};

/** Power port k to PDU k of the rack, else to feed k of the site; PDU k to feed k. */
export const wirePower = (draft: Draft, site: SiteDraft): void => {
  for (const rack of site.racks) wireRack(draft, site, rack);
};
