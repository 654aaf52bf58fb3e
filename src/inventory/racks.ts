import { naturalCompare } from '#base/natural.ts';
import type { Place } from '#base/place.ts';
import type { Rack } from '#model/network.ts';
import { ROLES } from '#model/role.ts';
import { applyEntries, type Blueprint, type Blueprints } from './blueprint.ts';
import { defined } from './defined.ts';
import { type DeviceModel, type DeviceModels, numberIn } from './device-model.ts';
import { deviceShape } from './device-shape.ts';
import type { DeviceDraft, Draft, RackDraft } from './draft.ts';
import { ranged } from './named.ts';
import { nameProblem } from './names.ts';
import { child, keyPlace, type Node } from './node.ts';
import type { Report } from './report.ts';
import { described, integer, located, nullOr, object, scalarOr, text } from './shape.ts';
import type { TemplateFinder } from './templates.ts';

const templateShape = described('a rack template', located(text('the name of a rack template')));

/** Section `racks` of a site. */
export const racksShape = ranged(
  'a map of racks',
  nameProblem,
  nullOr(
    scalarOr(
      templateShape,
      object('a rack', {
        template: templateShape,
        location: described('room, floor or building', text('the name of a location')),
        number: described('the third digit of its addresses, if not the number in its name', integer(1, 255)),
        devices: described(
          'devices by name or range ("srv[01-20]"): besides those of the template, or otherwise; null removes one',
          ranged('a map of devices', nameProblem, deviceShape),
        ),
      }),
    ),
  ),
);

type RackEntry = NonNullable<ReturnType<typeof racksShape.read>>[number];

/** A rack with what stands in it, before the devices are built. */
export interface PlannedRack {
  readonly rack: Rack;
  readonly node: Node;
  readonly blueprints: Blueprints;
}

const NONE: Blueprints = new Map();

const blueprintsOf = (entry: RackEntry, templates: TemplateFinder, report: Report): Blueprints => {
  const value = entry.value;
  if (!value) return NONE;
  if ('value' in value) return templates(value.value, value.node);
  const base = value.template ? templates(value.template.value, value.template.node) : NONE;
  return value.devices ? applyEntries(base, value.devices, report) : base;
};

const rackNumber = (entry: RackEntry, report: Report): number | undefined => {
  const written = entry.value && 'number' in entry.value ? entry.value.number : undefined;
  const number = written ?? numberIn(entry.name);
  if (number !== undefined && number >= 1 && number <= 255) return number;
  if (child(entry.node, 'number') && written === undefined) return undefined;
  const why = number === undefined ? 'has no number in its name' : `has number ${number}`;
  const more = { hint: 'write "number" in the rack, or change its name' };
  const code = number === undefined ? 'missing-key' : 'address-overflow';
  report.errorAtKey(code, entry.node, `rack "${entry.name}" ${why}, expected one from 1 to 255`, more);
  return undefined;
};

const checkNumber = (racks: readonly PlannedRack[], next: PlannedRack, report: Report): void => {
  const same = racks.find((r) => r.rack.number === next.rack.number);
  if (!same) return;
  const text = `rack "${next.rack.name}" has number ${next.rack.number}, which rack "${same.rack.name}" has already`;
  const related = [{ text: 'the first one', place: keyPlace(same.node) }];
  report.errorAtKey('duplicate-number', next.node, text, {
    related,
    hint: 'write another "number" in one of the two',
  });
};

/** The racks of a site with the blueprints of their devices, in natural order. */
export const planRacks = (
  site: string,
  entries: readonly RackEntry[],
  templates: TemplateFinder,
  report: Report,
): PlannedRack[] => {
  const racks: PlannedRack[] = [];
  for (const entry of [...entries].sort((a, b) => naturalCompare(a.name, b.name))) {
    const number = rackNumber(entry, report) ?? 0;
    const location = entry.value && 'location' in entry.value ? entry.value.location : undefined;
    const ids = { id: `${site}/${entry.name}`, site, name: entry.name, number };
    const rack: Rack = defined({ ...ids, location, place: keyPlace(entry.node) });
    const planned = { rack, node: entry.node, blueprints: blueprintsOf(entry, templates, report) };
    if (number > 0) checkNumber(racks, planned, report);
    racks.push(planned);
  }
  return racks;
};

/** Whether a meta switch stands in the rack. */
export const hasMetaSwitch = (rack: PlannedRack): boolean =>
  [...rack.blueprints.values()].some((b) => b.attributes.role?.value === 'meta-switch');

interface Standing {
  readonly blueprint: Blueprint;
  readonly place: Place;
}

const roleRank = (blueprint: Blueprint): number =>
  ROLES.indexOf(blueprint.attributes.role?.value ?? 'rendezvous');

const byRole = (a: Standing, b: Standing): number =>
  roleRank(a.blueprint) - roleRank(b.blueprint) || naturalCompare(a.blueprint.name, b.blueprint.name);

/** Racks that are alike share their blueprints, so these are put in order once. */
const ordered = new WeakMap<Blueprints, readonly Standing[]>();

const inOrder = (blueprints: Blueprints): readonly Standing[] => {
  const known = ordered.get(blueprints);
  if (known) return known;
  const list = [...blueprints.values()].map((blueprint) => ({ blueprint, place: keyPlace(blueprint.node) }));
  const sorted = list.sort(byRole);
  ordered.set(blueprints, sorted);
  return sorted;
};

/** Stands for a number whose lack is reported already. */
const REPORTED = -1;

/** A name without a number is number 1, if nothing else of its role stands there. */
const impliedNumber = (rack: PlannedRack, blueprint: Blueprint, report: Report): number => {
  const role = blueprint.attributes.role?.value;
  const alike = [...rack.blueprints.values()].filter((b) => b.attributes.role?.value === role);
  if (alike.length > 1) {
    const text = `"${blueprint.name}" has no number in its name, and is not the only ${role} of its rack`;
    report.errorAtKey('missing-key', blueprint.node, text, {
      hint: `write "number", or name it "${blueprint.name}1"`,
    });
    return REPORTED;
  }
  return 1;
};

/** What is told of a device and decides no port. */
const factsOf = ({ type, console: serial, ...rest }: Blueprint['attributes']) => {
  const { vendor, platform, version, stack, owner, protocols, routing } = rest;
  return defined({
    vendor,
    type: type?.value,
    platform,
    version: version?.value,
    stack,
    owner,
    protocols,
    routing,
    powerReturn: rest['power-return'],
    powerOnDelay: rest['power-on-delay']?.value,
    startNeeds: rest['starts-with'],
    spanningTree: rest['spanning-tree'],
    stormControl: rest['storm-control'],
    ipv6: rest.ipv6,
    serialLines: rest['serial-lines'],
    breakGlassKey: rest['break-glass-key']?.value,
    console:
      serial &&
      defined({ speed: serial.speed, flow: serial.flow, boot: serial.boot, password: serial.password }),
  });
};

const deviceDraft = (
  rack: PlannedRack,
  { blueprint, place }: Standing,
  model: DeviceModel,
  report: Report,
): DeviceDraft => {
  const { role, also, management, bmc, rendered, set } = model;
  const number = model.number ?? impliedNumber(rack, blueprint, report);
  const ids = { id: `${rack.rack.id}/${blueprint.name}`, name: blueprint.name, role, number };
  const where = {
    site: rack.rack.site,
    rack: rack.rack.id,
    place,
    node: blueprint.node,
  };
  return {
    ...ids,
    ...where,
    ...factsOf(blueprint.attributes),
    ...defined({ also }),
    management,
    bmc,
    rendered,
    set,
    used: new Map(),
    next: new Map(),
  };
};

/** Builds the devices of a rack. */
export const buildRack = (
  rack: PlannedRack,
  models: DeviceModels,
  meta: boolean,
  draft: Draft,
): RackDraft => {
  const devices: DeviceDraft[] = [];
  for (const standing of inOrder(rack.blueprints)) {
    const model = models.of(standing.blueprint, meta);
    if (model) devices.push(deviceDraft(rack, standing, model, draft.report));
    else draft.broken.add(`${rack.rack.id}/${standing.blueprint.name}`);
  }
  for (const device of devices) draft.devices.set(device.id, device);
  return { rack: rack.rack, node: rack.node, devices };
};
