import type { PortBuilder } from './build-ports.ts';
import { grouped } from './grouped.ts';
import type { Mapping } from './mapping.ts';
import type { Kept, Memory } from './memory.ts';
import type { NetboxData } from './read.ts';

/** What the building of sites, racks and devices shares. */
export interface BuildContext {
  readonly mapping: Mapping;
  /** Names and numbers of the last import. */
  readonly memory: Memory;
  /** Those of this one, filled as things are built. */
  readonly kept: Map<string, Kept>;
  readonly ports: PortBuilder;
  /** `Row 1 / Cage` by NetBox's id of the location. */
  readonly locations: ReadonlyMap<number, string>;
  /** Of consoles, by device. */
  readonly speeds: ReadonlyMap<number, number>;
  /** Names of virtual chassis by id, and which device is the master. */
  readonly stacks: ReadonlyMap<number, { readonly name: string; readonly master?: number }>;
}

/** Deeper locations are a circle. */
const MOST_LEVELS = 20;

/** Every location with what it lies in: `Building 2 / Floor 1 / Row 3`. */
export const locationTexts = (data: NetboxData): ReadonlyMap<number, string> => {
  const byId = new Map(data.locations.map((l) => [l.id, l]));
  const text = (id: number): string => {
    const names: string[] = [];
    for (let at = byId.get(id); at && names.length < MOST_LEVELS; at = byId.get(at.parent?.id ?? -1))
      names.unshift(at.name.trim() || `#${at.id}`);
    return names.join(' / ');
  };
  return new Map(data.locations.map((l) => [l.id, text(l.id)]));
};

/** Virtual chassis by id. NetBox lets two have one name; then the number of each stands behind it. */
export const stacksOf = (data: NetboxData): BuildContext['stacks'] => {
  const names = grouped(data.virtualChassis, (row) => row.name);
  return new Map(
    data.virtualChassis.map((row) => {
      const twice = row.name !== undefined && (names.get(row.name)?.length ?? 0) > 1;
      const name = row.name === undefined ? `stack-${row.id}` : twice ? `${row.name}-${row.id}` : row.name;
      return [row.id, { name, ...(row.master ? { master: row.master.id } : {}) }];
    }),
  );
};

/** Bits a second of devices' consoles, as their first console port with a speed has it. */
export const speedsOf = (data: NetboxData): ReadonlyMap<number, number> => {
  const speeds = new Map<number, number>();
  for (const { device, speed } of data.consolePorts) {
    const bits = Number(speed);
    if (Number.isInteger(bits) && bits >= 50 && bits <= 4_000_000 && !speeds.has(device.id))
      speeds.set(device.id, bits);
  }
  return speeds;
};
