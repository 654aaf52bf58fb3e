import type { Role } from '#model/role.ts';
import { RENDERED_ROLES } from '#model/role.ts';
import { numberIn } from '../device-model.ts';
import type { PortBuilder } from './build-ports.ts';
import type { Chosen } from './choose-devices.ts';
import type { ImportedDevice, ImportedPort, Question } from './imported.ts';
import type { LegalNames } from './legal-names.ts';

/** Roles whose number counts in the whole site, since their addresses lie in rack 0. */
const OF_SITE: ReadonlySet<Role> = new Set<Role>(['gateway', 'jumphost']);

/** Numbers of devices: the one in the name while there is room for it, else the next that is free. */
export class DeviceNumbers {
  private readonly taken = new Set<string>();
  private readonly roomOf: (role: Role) => number;

  constructor(roomOf: (role: Role) => number) {
    this.roomOf = roomOf;
  }

  give(role: Role, rack: string, name: string | undefined): number {
    const scope = `${role} ${OF_SITE.has(role) ? '' : rack}`;
    const wanted = name === undefined ? undefined : numberIn(name);
    let number = wanted !== undefined && wanted >= 1 && wanted <= this.roomOf(role) ? wanted : 1;
    while (this.taken.has(`${scope} ${number}`)) number++;
    this.taken.add(`${scope} ${number}`);
    return number;
  }
}

const bmcOf = (ports: readonly ImportedPort[]): NonNullable<ImportedDevice['bmc']> => {
  const bmc = ports.find((p) => p.kind === 'bmc');
  const text = bmc
    ? `is "${bmc.name}" a BMC, and its LAN dedicated, shared or failover?`
    : 'does it have a BMC? NetBox has no interface for management only';
  return { value: bmc ? 'dedicated' : 'none', ask: { code: 'bmc', text } };
};

const STATUS: Readonly<Record<string, string>> = {
  offline: 'is it still there? NetBox calls it offline',
  failed: 'is it repaired? NetBox calls it failed',
  staged: 'is it in service? NetBox calls it staged',
};

const questionsOf = ({ row }: Chosen): Question[] => {
  const status = STATUS[row.status ?? ''];
  const chassis = row.virtual_chassis;
  const shared = `does it keep its own console and management port in virtual chassis "${chassis?.name ?? chassis?.display ?? ''}"?`;
  return [
    ...(status === undefined ? [] : [{ code: 'device', text: status } as const]),
    ...(chassis ? [{ code: 'device', text: shared } as const] : []),
  ];
};

const RENDER: Question = {
  code: 'device',
  text: 'is it a Linux host whose configuration RelaxOps writes, or described only?',
};

const typeOf = ({ row }: Chosen): string => `${row.device_type.manufacturer.name}/${row.device_type.model}`;

/** A device as it will be written; names and numbers are handed out in the order of the calls. */
export const buildDevice = (
  chosen: Chosen,
  rack: string,
  names: LegalNames,
  numbers: DeviceNumbers,
  ports: PortBuilder,
): ImportedDevice => {
  const { row, role } = chosen;
  const slug = row.role?.slug ?? row.device_role?.slug ?? role.value;
  const name = names.give(row.name, slug, row.id);
  const own = ports.of(chosen);
  return {
    id: row.id,
    name,
    ...(row.name === name ? {} : { was: row.name ?? 'unnamed' }),
    role,
    number: numbers.give(role.value, rack, row.name),
    vendor: row.device_type.manufacturer.name,
    type: typeOf(chosen),
    ...(row.platform ? { platform: row.platform.slug } : {}),
    ...(role.value === 'server' ? { bmc: bmcOf(own) } : {}),
    ...(RENDERED_ROLES.has(role.value) ? { rendered: { value: false, ask: RENDER } as const } : {}),
    ports: own,
    questions: questionsOf(chosen),
  };
};
