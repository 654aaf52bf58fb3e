import type { BmcLan, Management } from '#model/network.ts';
import { RENDERED_ROLES, type Role } from '#model/role.ts';
import type { Blueprint } from './blueprint.ts';
import { defined } from './defined.ts';
import type { PortOverride } from './device-shape.ts';
import { type DeviceTypes, typedPorts } from './device-type.ts';
import { genericPorts, ownAddress, type PortNeeds, usualPsus } from './generic-ports.ts';
import { type PortSet, type PortSpec, portSet } from './port-set.ts';
import type { Report } from './report.ts';

/** What a blueprint means wherever it stands. */
export interface DeviceModel {
  readonly role: Role;
  /** Undefined if neither written nor in the name. */
  readonly number: number | undefined;
  readonly management: Management;
  readonly bmc: BmcLan;
  readonly rendered: boolean;
  /** Further roles of the same box. */
  readonly also?: readonly Role[];
  readonly set: PortSet;
}

export const WIRINGS = ['default', 'written'] as const;
/** Whether ports, feeds and cables that nobody wrote are made by default, or whether what is written is all there is. */
export type Wiring = (typeof WIRINGS)[number];

/** Roles that a box can have beside its first: the parts of a small site's one box. */
const FURTHER: readonly Role[] = ['jumphost', 'management-switch', 'console-server'];

/** The last number in a name: `srv02` is 2. */
export const numberIn = (name: string): number | undefined => {
  const digits = /(\d+)\D*$/.exec(name)?.[1];
  return digits === undefined ? undefined : Number(digits);
};

const managementOf = (role: Role, blueprint: Blueprint): Management =>
  role === 'server' ? (blueprint.attributes.management ?? 'none') : 'port';

/** A server has a BMC unless it says otherwise, or is managed by its operating system. */
const bmcOf = (role: Role, blueprint: Blueprint): BmcLan => {
  if (role !== 'server') return 'none';
  const { bmc, management = 'none' } = blueprint.attributes;
  return bmc ?? (management === 'none' ? 'dedicated' : 'none');
};

const override = (ports: readonly PortSpec[], change: PortOverride, report: Report): PortSpec[] => {
  const rest = ports.filter((p) => p.name !== change.name);
  const old = ports.find((p) => p.name === change.name);
  if (!change.value) return rest;
  const kind = change.value.kind ?? old?.kind;
  if (kind === undefined) {
    report.errorAtKey('missing-key', change.node, `port "${change.name}" is new, so it needs "kind"`);
    return [...ports];
  }
  const { separate = old?.separate ?? kind === 'bmc', draw = old?.draw, label = old?.label } = change.value;
  const address = change.value.address?.value ?? old?.address;
  const spec: PortSpec = {
    name: change.name,
    kind,
    separate,
    pool: false,
    ...defined({ draw, label, address }),
  };
  return old ? ports.map((p) => (p === old ? spec : p)) : [...ports, spec];
};

/** Builds the models of blueprints, each once. */
export class DeviceModels {
  private readonly known = new Map<string, Map<Blueprint, DeviceModel | undefined>>();
  private readonly sets = new Map<string, PortSet>();
  private saidNoLibrary = false;

  private readonly report: Report;
  private readonly types: DeviceTypes | undefined;
  private readonly wiring: Wiring;

  constructor(report: Report, types: DeviceTypes | undefined, wiring: Wiring) {
    this.report = report;
    this.types = types;
    this.wiring = wiring;
  }

  /** The model of a blueprint where there is a meta switch or not; undefined if it is broken. */
  of(blueprint: Blueprint, meta: boolean): DeviceModel | undefined {
    const key = String(meta);
    const cache = this.known.get(key) ?? new Map<Blueprint, DeviceModel | undefined>();
    this.known.set(key, cache);
    if (!cache.has(blueprint)) cache.set(blueprint, this.build(blueprint, meta));
    return cache.get(blueprint);
  }

  private build(blueprint: Blueprint, meta: boolean): DeviceModel | undefined {
    const { attributes, node, name } = blueprint;
    const role = attributes.role?.value;
    if (blueprint.broken) return undefined;
    if (role === undefined) {
      this.report.errorAtKey('missing-key', node, `device "${name}" is new here, so it needs "role"`);
      return undefined;
    }
    const [management, bmc] = [managementOf(role, blueprint), bmcOf(role, blueprint)];
    const also = (attributes.also ?? []).filter((other) => other !== role && FURTHER.includes(other));
    const needs = { role, also, bmc, management, psus: attributes.psus ?? usualPsus(role), meta };
    const usual = RENDERED_ROLES.has(role) || management === 'namespace';
    const rendered = attributes.rendered ?? (usual && also.length === 0);
    if (attributes.also) this.checkAlso(blueprint, role, rendered);
    if (attributes['break-glass-key']) this.checkKey(blueprint, role, rendered);
    const number = attributes.number ?? numberIn(name);
    return {
      role,
      number,
      management,
      bmc,
      rendered,
      ...(also.length > 0 ? { also } : {}),
      set: this.portsOf(blueprint, needs),
    };
  }

  /** Who would hold a key that opens every device is a jumphost that we configure. */
  private checkKey({ node, name }: Blueprint, role: Role, rendered: boolean): void {
    if (role !== 'jumphost' || !rendered)
      this.report.error(
        'bad-value',
        node,
        `"${name}" cannot hold a break-glass key, expected a jumphost that RelaxOps renders`,
      );
  }

  /** A box of several roles is described: it is somebody else's, and its ports are generic or written. */
  private checkAlso({ attributes, node, name }: Blueprint, role: Role, rendered: boolean): void {
    const wrong = attributes.also!.find((other) => other === role || !FURTHER.includes(other));
    if (wrong)
      this.report.error(
        'bad-value',
        node,
        `"${name}" cannot be a ${wrong} as well, expected ${FURTHER.filter((one) => one !== role).join(', ')}`,
      );
    if (rendered && attributes.also!.length > 0)
      this.report.error(
        'bad-value',
        node,
        `"${name}" has several roles, and RelaxOps renders no such box, expected "rendered: no"`,
      );
    if (attributes.type && attributes.also!.length > 0)
      this.report.error(
        'bad-value',
        attributes.type.node,
        `"${name}" has several roles, so its type does not tell its ports, expected "ports" instead`,
      );
  }

  private portsOf(blueprint: Blueprint, needs: PortNeeds): PortSet {
    const { type, ports = [] } = blueprint.attributes;
    if (ports.length > 0) {
      const all = ports.reduce(
        (list, change) => override(list, change, this.report),
        this.specsOf(blueprint, needs),
      );
      return portSet(all);
    }
    const key = `${Object.values(needs).join(' ')} ${type?.value ?? ''}`;
    const known = this.sets.get(key) ?? portSet(this.specsOf(blueprint, needs));
    this.sets.set(key, known);
    return known;
  }

  private specsOf(blueprint: Blueprint, needs: PortNeeds): PortSpec[] {
    if (this.wiring === 'written') return ownAddress(needs);
    const type = blueprint.attributes.type;
    if (!type) return genericPorts(needs);
    if (!this.types) {
      this.sayNoLibrary(blueprint);
      return genericPorts(needs);
    }
    const found = this.types.get(type.value);
    if (found.ok) return typedPorts(found.value, needs);
    this.report.error('unknown-type', type.node, `there is no device type "${type.value}"${found.error}`);
    return genericPorts(needs);
  }

  private sayNoLibrary(blueprint: Blueprint): void {
    if (this.saidNoLibrary) return;
    this.saidNoLibrary = true;
    const at = blueprint.attributes.type!.node;
    const hint = 'name a clone of the device type library with --device-types';
    this.report.info('no-library', at, 'device types are not looked up, so generic ports are used', { hint });
  }
}
