import type { BmcLan, Management } from '#model/network.ts';
import { RENDERED_ROLES, type Role } from '#model/role.ts';
import type { Blueprint } from './blueprint.ts';
import { checkAttributes } from './device-attributes.ts';
import { type DeviceTypes, typedPorts } from './device-type.ts';
import { genericPorts, ownAddress, type PortNeeds, usualPsus } from './generic-ports.ts';
import { overridden } from './port-override.ts';
import { type PortSet, type PortSpec, portSet } from './port-set.ts';
import type { Report } from './report.ts';
import type { Wiring } from './wirings.ts';

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

/** The last number in a name: `srv02` is 2. */
export const numberIn = (name: string): number | undefined => {
  const digits = /(\d+)\D*$/.exec(name)?.[1];
  return digits === undefined ? undefined : Number(digits);
};

const managementOf = (role: Role, blueprint: Blueprint): Management =>
  role === 'server' ? (blueprint.attributes.management?.value ?? 'none') : 'port';

/** A server has a BMC unless it says otherwise, or is managed by its operating system. */
const bmcOf = (role: Role, blueprint: Blueprint): BmcLan => {
  if (role !== 'server') return 'none';
  const { bmc, management } = blueprint.attributes;
  return bmc?.value ?? ((management?.value ?? 'none') === 'none' ? 'dedicated' : 'none');
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
    const also = (attributes.also ?? []).map(({ value }) => value).filter((other) => other !== role);
    const needs = { role, also, bmc, management, psus: attributes.psus?.value ?? usualPsus(role), meta };
    const usual = RENDERED_ROLES.has(role) || management === 'namespace';
    const rendered = attributes.rendered?.value ?? (usual && also.length === 0);
    checkAttributes(blueprint, { role, rendered, wiring: this.wiring }, this.report);
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

  private portsOf(blueprint: Blueprint, needs: PortNeeds): PortSet {
    const { type, ports = [] } = blueprint.attributes;
    if (ports.length > 0) {
      return portSet(overridden(this.specsOf(blueprint, needs), ports, this.report));
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
