import type { WhatIf } from '#analysis/whatif.ts';
import { foldHostlist } from '#base/hostlist.ts';
import { naturalCompare } from '#base/natural.ts';
import { type STATES, type State, VERBS, type Verb } from '#model/failure.ts';
import type { Device, Network } from '#model/network.ts';
import { counted } from '../text.ts';
import type { Hits } from './failed.ts';
import type { Links } from './links.ts';
import type { MapNode } from './model.ts';

/** From so many devices of a rack on that are alike in everything that is drawn, they are one box. */
const FOLD_FROM = 3;

/** How a device stands with failures. */
export interface Looks {
  readonly state?: State;
  readonly lost?: readonly Verb[];
}

/** How each device stands: the worst of its verbs, and those that it lost. */
export const looksBy = (result: WhatIf | undefined): ReadonlyMap<string, Looks> =>
  new Map(
    (result?.devices ?? []).map(({ device, states }) => {
      const all = VERBS.map((verb) => states[verb]);
      const worst: readonly State[] = [
        'lost',
        'other-path',
        'unaffected',
        'never',
      ] satisfies (typeof STATES)[number][];
      const state = worst.find((one) => all.includes(one)) ?? 'never';
      return [device, { state, lost: VERBS.filter((verb) => states[verb] === 'lost') }];
    }),
  );

const partOf = (device: Device): MapNode['part'] => {
  if (device.management === 'namespace') return 'ns';
  return device.bmc === 'none' ? undefined : 'BMC';
};

/** Devices of the same signature cannot be told apart in the picture, other than by name. */
const signature = (device: Device, links: Links, looks: Looks | undefined, hits: Hits): string => {
  const cables = links
    .cablesOf(device.id)
    .filter((cable) => cable.kind !== 'power')
    .map((cable) => `${cable.kind}>${links.farEnd(cable, device.id)}`)
    .sort();
  const hit = [
    ...(hits.devices.get(device.id) ?? []),
    ...links.cablesOf(device.id).flatMap((cable) => hits.cables.get(cable.id) ?? []),
  ];
  return JSON.stringify([device.role, partOf(device), cables, links.feedsOf(device.id), looks, hit]);
};

const folded = (devices: readonly Device[], key: (device: Device) => string): Device[][] => {
  const alike = new Map<string, Device[]>();
  for (const device of devices) alike.set(key(device), [...(alike.get(key(device)) ?? []), device]);
  return [...alike.values()].flatMap((group) =>
    group.length >= FOLD_FROM ? [group] : group.map((one) => [one]),
  );
};

const labelOf = (group: readonly Device[]): string => foldHostlist(group.map((device) => device.name));

/** The devices of one rack as nodes: those that are alike as one. */
export const rackNodes = (
  devices: readonly Device[],
  place: string,
  links: Links,
  hits: Hits,
  looks: ReadonlyMap<string, Looks>,
): MapNode[] => {
  const keys = new Map(devices.map((d) => [d, signature(d, links, looks.get(d.id), hits)]));
  return folded(devices, (device) => keys.get(device)!)
    .map((group): MapNode => {
      const first = group[0]!;
      const [part, own] = [partOf(first), looks.get(first.id)];
      const consoles = links.consolesOf(first.id);
      return {
        id: first.id,
        kind: first.role,
        label: labelOf(group),
        ...(group.length > 1 ? { note: counted(group.length, first.role) } : {}),
        place,
        members: group.map((device) => device.id),
        ...(part ? { part } : {}),
        ...(consoles.length > 0 ? { consoles } : {}),
        feeds: links.feedsOf(first.id),
        ...own,
        failed: [...new Set(group.flatMap((device) => hits.devices.get(device.id) ?? []))],
      };
    })
    .sort((a, b) => naturalCompare(a.id, b.id));
};

/** Devices by the rack that they stand in; by `site/` where the rack is unknown, and by `` outside every site. */
export const byRack = (network: Network): ReadonlyMap<string, Device[]> => {
  const racks = new Map<string, Device[]>();
  for (const device of network.devices) {
    const key = device.rack ?? (device.site === undefined ? '' : `${device.site}/`);
    const list = racks.get(key);
    if (list) list.push(device);
    else racks.set(key, [device]);
  }
  return racks;
};
