import type { Role } from '#model/role.ts';
import { RENDERED_ROLES } from '#model/role.ts';
import { numberIn } from '../device-model.ts';
import type { BuildContext } from './build-context.ts';
import type { Chosen } from './choose-devices.ts';
import type { FreeAddresses } from './free-addresses.ts';
import type { Asked, ImportedDevice, ImportedPort, Question } from './imported.ts';
import { type LegalNames, respelt } from './legal-names.ts';
import { type TagFacts, taggedFact, taggedFacts, tagQuestion } from './mapping.ts';

/** Roles whose number counts in the whole site, since their addresses lie in rack 0. */
const OF_SITE: ReadonlySet<Role> = new Set<Role>(['gateway', 'jumphost']);

/** A number that a device had, with where it counted. */
interface KeptNumber {
  readonly key: string;
  readonly role: string;
  readonly rack: string;
  readonly number: number;
}

/** Numbers of devices: the one from before, else the one in the name while there is room for it, else the next that is free. */
export class DeviceNumbers {
  private readonly taken = new Set<string>();
  private readonly kept = new Map<string, string>();
  private readonly roomOf: (role: Role) => number;

  constructor(roomOf: (role: Role) => number, kept: readonly KeptNumber[] = []) {
    this.roomOf = roomOf;
    for (const { key, role, rack, number } of kept) {
      const given = `${this.scope(role, rack)} ${number}`;
      if (this.taken.has(given)) continue;
      this.taken.add(given);
      this.kept.set(key, given);
    }
  }

  give(role: Role, rack: string, name: string | undefined, key: string): number {
    const scope = this.scope(role, rack);
    const before = this.kept.get(key);
    if (before?.startsWith(`${scope} `)) return Number(before.slice(scope.length + 1));
    const wanted = name === undefined ? undefined : numberIn(name);
    let number = wanted !== undefined && wanted >= 1 && wanted <= this.roomOf(role) ? wanted : 1;
    while (this.taken.has(`${scope} ${number}`)) number++;
    this.taken.add(`${scope} ${number}`);
    return number;
  }

  private scope(role: string, rack: string): string {
    const whole = [...OF_SITE].some((r) => r === role);
    return `${role} ${whole ? '' : rack}`;
  }
}

type Bmc = NonNullable<ImportedDevice['bmc']>;

const bmcOf = (ports: readonly ImportedPort[]): Bmc => {
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

const nameQuestion = (row: Chosen['row'], name: string): Question | undefined => {
  if (row.name === undefined)
    return {
      code: 'name',
      text: 'what is it called? NetBox has no name for the device with this number: give it one there',
    };
  if (respelt(row.name) === name) return undefined;
  return {
    code: 'name',
    text: `NetBox calls it "${row.name}", as another here, or in a way that no host can be called: is this name right?`,
  };
};

const questionsOf = (row: Chosen['row'], name: string, stack: string | undefined): Question[] => {
  const status = STATUS[row.status ?? ''];
  const named = nameQuestion(row, name);
  const shared = `does it keep its own console and management port in virtual chassis "${stack ?? ''}"?`;
  return [
    ...(named ? [named] : []),
    ...(status === undefined ? [] : [{ code: 'device', text: status } as const]),
    ...(stack === undefined ? [] : [{ code: 'device', text: shared } as const]),
  ];
};

const RENDER: Question = {
  code: 'device',
  text: 'is it a Linux host whose configuration RelaxOps writes, or described only?',
};

const typeOf = ({ row }: Chosen): string => `${row.device_type.manufacturer.name}/${row.device_type.model}`;

export const deviceKey = ({ row }: Chosen): string => `device ${row.id}`;

/** NetBox's name, or its role: what a name of ours was made of. */
export const calledDevice = ({ row }: Chosen): string =>
  row.name ?? `(${(row.role ?? row.device_role)?.slug ?? ''})`;

/** The fact that a tag states, in place of a proposal. */
const tagged = <K extends keyof TagFacts>(
  chosen: Chosen,
  fact: K,
  context: BuildContext,
): Asked<NonNullable<TagFacts[K]>> | undefined => {
  const said = taggedFact(context.mapping, chosen.row.tags, fact);
  const ask = tagQuestion(said);
  return said && { value: said.value, ...(ask ? { ask } : {}) };
};

/** The rack that a device stands in, with the names and numbers of the site. */
export interface RackNames {
  readonly site: string;
  readonly name: string;
  readonly devices: LegalNames;
  readonly numbers: DeviceNumbers;
  /** Which addresses the site has room for beside the plan's. */
  readonly plan: FreeAddresses;
}

/** RelaxOps renders no box of several roles. */
const renderedOf = (chosen: Chosen, context: BuildContext): Asked<boolean> | undefined => {
  if (taggedFact(context.mapping, chosen.row.tags, 'also')) return { value: false };
  if (!RENDERED_ROLES.has(chosen.role.value)) return undefined;
  return tagged(chosen, 'rendered', context) ?? { value: false, ask: RENDER };
};

const bmcAndRendering = (chosen: Chosen, own: readonly ImportedPort[], context: BuildContext) => {
  const bmc = chosen.role.value === 'server' ? (tagged(chosen, 'bmc', context) ?? bmcOf(own)) : undefined;
  const rendered = renderedOf(chosen, context);
  return { ...(bmc ? { bmc } : {}), ...(rendered ? { rendered } : {}) };
};

const stackOf = ({ row }: Chosen, context: BuildContext): string | undefined => {
  const { virtual_chassis: chassis } = row;
  if (!chassis) return undefined;
  return context.stacks.get(chassis.id)?.name ?? chassis.name ?? chassis.display ?? `stack-${chassis.id}`;
};

/** A device as it will be written; names and numbers are handed out in the order of the calls. */
export const buildDevice = (chosen: Chosen, rack: RackNames, context: BuildContext): ImportedDevice => {
  const { row, role } = chosen;
  const [key, slug] = [deviceKey(chosen), row.role?.slug ?? row.device_role?.slug ?? role.value];
  const name = rack.devices.give(row.name, slug, row.id, key);
  const number = rack.numbers.give(role.value, rack.name, row.name, key);
  const own = context.ports.of(chosen, rack.plan);
  const stack = stackOf(chosen, context);
  context.kept.set(key, {
    at: `${rack.site}/${rack.name}/${name}`,
    called: calledDevice(chosen),
    number,
    role: role.value,
  });
  return {
    id: row.id,
    name,
    ...(row.name === name ? {} : { was: row.name ?? 'unnamed' }),
    role,
    number,
    vendor: row.device_type.manufacturer.name,
    type: typeOf(chosen),
    ...(row.platform ? { platform: row.platform.slug } : {}),
    ...bmcAndRendering(chosen, own, context),
    ...(stack === undefined ? {} : { stack: { name: stack, ...memberOf(chosen, context) } }),
    ...furtherFacts(chosen, context),
    ports: own,
    questions: questionsOf(row, name, stack),
  };
};

/** `member 2, master` */
const memberOf = ({ row }: Chosen, context: BuildContext): { readonly note?: string } => {
  const master = context.stacks.get(row.virtual_chassis?.id ?? -1)?.master === row.id;
  const note = [
    ...(row.vc_position === undefined ? [] : [`member ${row.vc_position}`]),
    ...(master ? ['master'] : []),
  ];
  return note.length > 0 ? { note: note.join(', ') } : {};
};

const furtherFacts = ({ row, role }: Chosen, { mapping, speeds }: BuildContext) => {
  const also = [...new Set(taggedFacts(mapping, row.tags, 'also'))].filter((r) => r !== role.value);
  const owner = taggedFact(mapping, row.tags, 'owner')?.value;
  const speed = speeds.get(row.id);
  return {
    ...(also.length > 0 ? { also } : {}),
    ...(owner === undefined ? {} : { owner }),
    ...(speed === undefined ? {} : { speed }),
  };
};
