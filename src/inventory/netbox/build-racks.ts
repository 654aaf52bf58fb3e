import { BMC_SLOT, SLOTS } from '#addressing/plan.ts';
import type { Role } from '#model/role.ts';
import type { BuildContext } from './build-context.ts';
import { buildDevice, calledDevice, DeviceNumbers, deviceKey } from './build-devices.ts';
import type { Chosen } from './choose-devices.ts';
import { FreeAddresses } from './free-addresses.ts';
import { grouped } from './grouped.ts';
import type { ImportedRack, Question } from './imported.ts';
import { LegalNames } from './legal-names.ts';
import { keptOf, lastName, Numbers, placeOf } from './memory.ts';
import type { RackRow } from './rows.ts';

/** How many devices of a role a rack has addresses for; a server and its BMC have the same number. */
const roomOf = (role: Role): number =>
  Math.min(SLOTS[role]?.room ?? 1, role === 'server' ? BMC_SLOT.room : Number.MAX_SAFE_INTEGER);

/** The devices of a rack in parts that each have room in the address plan. */
const partsOf = (devices: readonly Chosen[]): Chosen[][] => {
  const counts = new Map<Role, number>();
  const parts: Chosen[][] = [[]];
  for (const device of devices) {
    const role = device.role.value;
    const count = counts.get(role) ?? 0;
    counts.set(role, count + 1);
    const part = Math.floor(count / roomOf(role));
    const list = parts[part] ?? [];
    parts[part] = list;
    list.push(device);
  }
  return parts;
};

const crowded = (rack: string): Question => ({
  code: 'device',
  text: `these stand in "${rack}": may they have a rack number of their own? The address plan has no room for so many of a role in one`,
});

interface Site {
  readonly id: number;
  readonly number: number;
  readonly name: string;
}

/** Where devices stand, before it has a legal name. */
interface Place {
  readonly key: string;
  readonly name: string;
  readonly id: number;
  readonly location?: string;
  readonly devices: readonly Chosen[];
  readonly ask?: Question;
}

/** Devices in no rack: where their location is known, under its name. */
const loosePlaces = (site: Site, devices: readonly Chosen[], context: BuildContext): Place[] => {
  const byLocation = grouped(devices, (d) => {
    const id = d.row.location?.id;
    return id !== undefined && context.locations.has(id) ? id : undefined;
  });
  return [...byLocation].map(([id, list]) => {
    const location = context.locations.get(id ?? -1);
    if (id === undefined || location === undefined)
      return { key: `site ${site.id} without rack`, name: 'no-rack', id: 0, devices: list };
    const name = location.slice(location.lastIndexOf(' / ') + 1).replace(/^\/ /, '');
    return { key: `location ${id} without rack`, name, id, location, devices: list };
  });
};

/** NetBox's racks in order of id, and more for devices that stand in none. */
const placesOf = (
  site: Site,
  rows: readonly RackRow[],
  devices: readonly Chosen[],
  context: BuildContext,
): Place[] => {
  const known = new Set(rows.map((r) => r.id));
  const inRack = grouped(devices, (d) =>
    d.row.rack && known.has(d.row.rack.id) ? d.row.rack.id : undefined,
  );
  const racks = rows.map(({ name, id, location }) => {
    const at = context.locations.get(location?.id ?? -1);
    return {
      key: `rack ${id}`,
      name,
      id,
      devices: inRack.get(id) ?? [],
      ...(at === undefined ? {} : { location: at }),
    };
  });
  return [...racks, ...loosePlaces(site, inRack.get(undefined) ?? [], context)];
};

/** Each place, and behind them what has no room in the address plan in further racks. */
const withParts = (places: readonly Place[]): Place[] => {
  const parted = places.map((place) => ({ place, parts: partsOf(place.devices) }));
  return [
    ...parted.map(({ place, parts }) => ({ ...place, devices: parts[0] ?? [] })),
    ...parted.flatMap(({ place, parts }) =>
      parts.slice(1).map((devices, i) => ({
        ...place,
        key: `${place.key} part ${i + 2}`,
        name: `${place.name}-${i + 2}`,
        devices,
        ask: crowded(place.name),
      })),
    ),
  ];
};

/** The racks of a site with their devices, numbered in order of NetBox's ids; what had a number before keeps it. */
export const buildRacks = (
  site: Site,
  rows: readonly RackRow[],
  devices: readonly Chosen[],
  context: BuildContext,
): ImportedRack[] => {
  const places = withParts(placesOf(site, rows, devices, context));
  const before = keptOf(
    context.memory,
    places,
    (place) => place.key,
    (place) => place.name,
  );
  const names = new LegalNames([...before].map(([key, { at }]) => [key, lastName(at)]));
  const numbers = new Numbers([...before].map(([key, { number }]) => [key, number]));
  const racks = places.map((place) => ({
    place,
    name: names.give(place.name, 'rack', place.id, place.key),
    number: numbers.give(place.key),
  }));
  const known = keptOf(context.memory, devices, deviceKey, calledDevice);
  const deviceNames = new LegalNames([...known].map(([key, { at }]) => [key, lastName(at)]));
  const deviceNumbers = new DeviceNumbers(
    roomOf,
    [...known].map(([key, { at, number, role }]) => ({
      key,
      number,
      role: role ?? '',
      rack: lastName(placeOf(at)),
    })),
  );
  const plan = new FreeAddresses(
    site.number,
    racks.map((rack) => rack.number),
  );
  return racks.map(({ place, name, number }) => {
    context.kept.set(place.key, { at: `${site.name}/${name}`, called: place.name, number });
    const rack = { site: site.name, name, devices: deviceNames, numbers: deviceNumbers, plan };
    return {
      name,
      ...(name === place.name ? {} : { was: place.name }),
      number,
      ...(place.location === undefined ? {} : { location: place.location }),
      devices: place.devices.map((chosen) => buildDevice(chosen, rack, context)),
      ...(place.ask ? { ask: place.ask } : {}),
    };
  });
};
