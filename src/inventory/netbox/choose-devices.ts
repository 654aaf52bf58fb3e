import type { Role } from '#model/role.ts';
import type { Asked, Question } from './imported.ts';
import type { NetboxData } from './read.ts';
import { type Mapped, proposedRole, type RoleMap } from './role-map.ts';
import type { DeviceRow } from './rows.ts';

/** A device that is imported, with the role that it gets. */
export interface Chosen {
  readonly row: DeviceRow;
  readonly role: Asked<Role>;
}

export interface Choice {
  readonly devices: readonly Chosen[];
  /** What became of the others, one sentence a reason. */
  readonly notes: readonly string[];
  /** Devices that are left out, by id, with how to call them. */
  readonly leftOut: ReadonlyMap<number, string>;
}

/** A status that says that the device does not stand there (yet, or any more). */
const ABSENT: ReadonlySet<string> = new Set(['planned', 'inventory', 'decommissioning', 'retired']);

const roleOf = (row: DeviceRow) => row.role ?? row.device_role;

interface Verdict {
  readonly mapped: Mapped;
  readonly ask?: Question;
  readonly why?: string;
}

const verdictOn = (row: DeviceRow, map: RoleMap): Verdict => {
  if (ABSENT.has(row.status ?? '')) return { mapped: 'leave-out', why: `have status "${row.status}"` };
  const role = roleOf(row);
  const slug = role?.slug ?? '';
  const known = map.get(slug);
  const name = `NetBox role "${role?.name ?? slug}"`;
  if (known === 'leave-out')
    return { mapped: known, why: `have ${name}, which no path ends on; cables are followed through them` };
  if (known) return { mapped: known };
  const mapped = proposedRole(slug);
  if (mapped === 'leave-out')
    return { mapped, why: `have ${name}, which is none of ours; name one in a role map to keep them` };
  return { mapped, ask: { code: 'role', text: `which role has a device of ${name}?` } };
};

/** How to call a device in a message. */
export const calledDevice = (row: DeviceRow): string =>
  row.name ?? `${roleOf(row)?.slug ?? 'device'} #${row.id}`;

/** Which devices stand in the inventory, and as what. */
export const chooseDevices = (data: NetboxData, map: RoleMap): Choice => {
  const devices: Chosen[] = [];
  const leftOut = new Map<number, string>();
  const reasons = new Map<string, number>();
  for (const row of data.devices) {
    const { mapped, ask, why } = verdictOn(row, map);
    if (mapped !== 'leave-out') devices.push({ row, role: { value: mapped, ...(ask ? { ask } : {}) } });
    else {
      leftOut.set(row.id, calledDevice(row));
      reasons.set(why ?? '', (reasons.get(why ?? '') ?? 0) + 1);
    }
  }
  const notes = [...reasons].map(
    ([why, count]) => `${count} device${count === 1 ? '' : 's'} left out: they ${why}`,
  );
  return { devices, leftOut, notes };
};
