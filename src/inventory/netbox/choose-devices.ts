import type { Role } from '#model/role.ts';
import type { Asked, Question } from './imported.ts';
import { type Mapping, taggedFact, tagQuestion } from './mapping.ts';
import type { NetboxData } from './read.ts';
import type { Mapped } from './role-map.ts';
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

const verdictOn = (row: DeviceRow, mapping: Mapping): Verdict => {
  if (ABSENT.has(row.status ?? '')) return { mapped: 'leave-out', why: `have status "${row.status}"` };
  if (taggedFact(mapping, row.tags, 'leave-out')?.value === true)
    return { mapped: 'leave-out', why: 'have a tag that says so' };
  const tagged = taggedFact(mapping, row.tags, 'role');
  if (tagged) {
    const ask = tagQuestion(tagged);
    return { mapped: tagged.value, ...(ask ? { ask } : {}) };
  }
  const role = roleOf(row);
  const meaning = mapping.roles.get(role?.slug ?? '') ?? { value: 'server', sure: false };
  const name = `NetBox role "${role?.name ?? role?.slug ?? 'none'}"`;
  const { value: mapped, sure } = meaning;
  if (mapped === 'leave-out' && sure)
    return { mapped, why: `have ${name}, which no path ends on; cables are followed through them` };
  if (mapped === 'leave-out')
    return { mapped, why: `have ${name}, which is none of ours; give it one in the mapping to keep them` };
  return sure ? { mapped } : { mapped, ask: { code: 'role', text: `which role has a device of ${name}?` } };
};

/** How to call a device in a message. */
export const calledDevice = (row: DeviceRow): string =>
  row.name ?? `${roleOf(row)?.slug ?? 'device'} #${row.id}`;

/** Which devices stand in the inventory, and as what. */
export const chooseDevices = (data: NetboxData, mapping: Mapping): Choice => {
  const devices: Chosen[] = [];
  const leftOut = new Map<number, string>();
  const reasons = new Map<string, number>();
  for (const row of data.devices) {
    const { mapped, ask, why } = verdictOn(row, mapping);
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
