import { BMC_SLOT, SLOTS } from '#addressing/plan.ts';
import type { Role } from '#model/role.ts';
import { buildDevice, DeviceNumbers } from './build-devices.ts';
import type { PortBuilder } from './build-ports.ts';
import type { Chosen } from './choose-devices.ts';
import { grouped } from './grouped.ts';
import type { ImportedRack, Question } from './imported.ts';
import { LegalNames } from './legal-names.ts';
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

interface Place {
  readonly name: string;
  readonly id: number;
  readonly devices: readonly Chosen[];
}

/** NetBox's racks in order of id, and one more for devices that stand in none. */
const placesOf = (rows: readonly RackRow[], devices: readonly Chosen[]): Place[] => {
  const known = new Set(rows.map((r) => r.id));
  const inRack = grouped(devices, (d) =>
    d.row.rack && known.has(d.row.rack.id) ? d.row.rack.id : undefined,
  );
  const places = rows.map(({ name, id }) => ({ name, id, devices: inRack.get(id) ?? [] }));
  const loose = inRack.get(undefined);
  return loose ? [...places, { name: 'no-rack', id: 0, devices: loose }] : places;
};

/** The racks of a site with their devices; what has no room in the address plan stands in further racks at the end. */
export const buildRacks = (
  rows: readonly RackRow[],
  devices: readonly Chosen[],
  ports: PortBuilder,
): ImportedRack[] => {
  const [names, deviceNames] = [new LegalNames(), new LegalNames()];
  const numbers = new DeviceNumbers(roomOf);
  const racks: ImportedRack[] = [];
  const add = (place: Place, wanted: string, list: readonly Chosen[], ask?: Question): void => {
    const name = names.give(wanted, 'rack', place.id);
    const built = list.map((chosen) => buildDevice(chosen, name, deviceNames, numbers, ports));
    const was = name === place.name ? {} : { was: place.name };
    racks.push({ name, ...was, number: racks.length + 1, devices: built, ...(ask ? { ask } : {}) });
  };
  const places = placesOf(rows, devices).map((place) => ({ place, parts: partsOf(place.devices) }));
  for (const { place, parts } of places) add(place, place.name, parts[0] ?? []);
  for (const { place, parts } of places)
    for (const [i, part] of parts.slice(1).entries())
      add(place, `${place.name}-${i + 2}`, part, crowded(place.name));
  return racks;
};
