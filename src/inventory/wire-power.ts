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

/** The first of the PDUs that has an outlet free. */
const toOutlet = (draft: Draft, device: DeviceDraft, port: string, pdus: readonly DeviceDraft[]): void => {
  for (const pdu of pdus) {
    const outlet = freePort(draft, pdu, 'outlet');
    if (!outlet) continue;
    plug(draft, port, outlet.id, { ...FACTS, place: device.place });
    return;
  }
  noFreePort(draft, device, port, pdus, 'a PDU');
};

/** The rack's PDUs by the feed that they hang on: PDU k on feed k, so that a group is what one feed carries. */
const byFeed = (site: SiteDraft, pdus: readonly DeviceDraft[]): DeviceDraft[][] => {
  const groups: DeviceDraft[][] = Array.from({ length: Math.min(site.feeds.length, pdus.length) }, () => []);
  for (const [k, pdu] of pdus.entries()) groups[k % groups.length]!.push(pdu);
  return groups;
};

const wireDevice = (
  draft: Draft,
  site: SiteDraft,
  device: DeviceDraft,
  groups: readonly DeviceDraft[][],
): void => {
  const names = (device.set.byKind.get('power') ?? []).map((spec) => `${device.id}:${spec.name}`);
  for (const port of fixedFreePorts(draft, device, 'power')) {
    const k = names.indexOf(port.id);
    const pdus = groups[k % Math.max(1, groups.length)];
    if (pdus) toOutlet(draft, device, port.id, pdus);
    else toFeed(draft, site, device, port.id, k);
  }
};

const wireRack = (draft: Draft, site: SiteDraft, rack: RackDraft): void => {
  const pdus = ofRole(rack, 'pdu').sort((a, b) => a.number - b.number);
  for (const [k, pdu] of pdus.entries())
    for (const port of fixedFreePorts(draft, pdu, 'power')) toFeed(draft, site, pdu, port.id, k);
  const groups = byFeed(site, pdus);
  for (const device of rack.devices) if (device.role !== 'pdu') wireDevice(draft, site, device, groups);
};

/** Power port k to a PDU of the rack on feed k of the site, else to that feed; PDU k to feed k. */
export const wirePower = (draft: Draft, site: SiteDraft): void => {
  for (const rack of site.racks) wireRack(draft, site, rack);
};
