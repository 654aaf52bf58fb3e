import type { PortKind } from '#model/network.ts';
import type { Role } from '#model/role.ts';
import { legalPortName } from '../names.ts';
import { type Cabling, keyOf } from './cabling.ts';
import type { Chosen } from './choose-devices.ts';
import type { FreeAddresses } from './free-addresses.ts';
import { grouped } from './grouped.ts';
import type { ImportedPort, Question } from './imported.ts';
import { addressNotes, outOfBand, type Reached } from './interface-addresses.ts';
import { PortNames } from './legal-names.ts';
import { type Mapping, taggedFact, tagQuestion } from './mapping.ts';
import { ModuleNames } from './module-names.ts';
import { CELLULAR, type NetboxData } from './read.ts';
import type { InterfaceRow, PortRow } from './rows.ts';

/** What the kind of an interface depends on. */
interface Facts {
  readonly role: Role;
  readonly outOfBand: boolean;
  /** Role of the device at the other end of its cable. */
  readonly peer: Role | undefined;
  readonly otherSite: boolean;
}

/** Interfaces that are no socket: they take no cable. */
const INSIDE: ReadonlySet<string> = new Set(['virtual', 'bridge', 'lag']);

/** Boxes with one leg in the management network, and no other business. */
const MANAGED_ONLY: ReadonlySet<Role> = new Set<Role>([
  'jumphost',
  'console-server',
  'pdu',
  'management-switch',
]);

const MODEM: Question = {
  code: 'medium',
  text: 'a modem: is there a SIM in it? Then write its uplink, and the operator',
};

const kindOf = ({ role, outOfBand, peer, otherSite }: Facts): PortKind => {
  if (MANAGED_ONLY.has(role)) return 'management';
  if (role === 'server') return outOfBand ? 'bmc' : 'data';
  if (outOfBand) return 'management';
  if (role === 'meta-switch') return 'meta';
  if (role !== 'gateway') return 'data';
  if (peer === 'gateway' && otherSite) return 'interlink';
  return peer !== undefined && MANAGED_ONLY.has(peer) ? 'management' : 'data';
};

/** Ports by device, as NetBox names them. */
export class PortBuilder {
  private readonly cabling: Cabling;
  private readonly chosen: ReadonlyMap<number, Chosen>;
  private readonly owner = new Map<string, number>();
  /** Interfaces that carry the out-of-band address of their device. */
  private readonly oob: ReadonlySet<number>;
  private readonly addresses: ReadonlyMap<number, Reached>;
  private readonly byDevice;
  private readonly mapping: Mapping;
  private readonly modules: ModuleNames;

  constructor(data: NetboxData, cabling: Cabling, chosen: readonly Chosen[], mapping: Mapping) {
    this.cabling = cabling;
    this.mapping = mapping;
    this.modules = new ModuleNames(data);
    this.chosen = new Map(chosen.map((c) => [c.row.id, c]));
    for (const i of data.interfaces) this.owner.set(keyOf('dcim.interface', i.id), i.device.id);
    this.oob = outOfBand(data);
    this.addresses = addressNotes(data);
    const group = <T extends { readonly device: { readonly id: number } }>(rows: readonly T[]) =>
      grouped(rows, (r) => r.device.id);
    this.byDevice = {
      interfaces: group(data.interfaces),
      consolePorts: group(data.consolePorts),
      consoleServerPorts: group(data.consoleServerPorts),
      powerPorts: group(data.powerPorts),
      powerOutlets: group(data.powerOutlets),
    };
  }

  /** The ports of a device: interfaces with a cable or for management, and all of console and power. */
  of(device: Chosen, plan: FreeAddresses): ImportedPort[] {
    const [names, id] = [new PortNames(), device.row.id];
    const port = (type: string, kind: PortKind, row: PortRow): ImportedPort => ({
      key: keyOf(`dcim.${type}`, row.id),
      ...this.nameOf(row, kind, names),
      kind,
      ...(row.label === undefined ? {} : { label: row.label }),
    });
    return [
      ...(this.byDevice.interfaces.get(id) ?? [])
        .filter((i) => !INSIDE.has(i.type ?? ''))
        .map((i) => this.ofInterface(device, i, port, plan)),
      ...(this.byDevice.consolePorts.get(id) ?? []).map((row) => port('consoleport', 'console', row)),
      ...(this.byDevice.consoleServerPorts.get(id) ?? []).map((row) =>
        port('consoleserverport', 'console-server', row),
      ),
      ...(this.byDevice.powerPorts.get(id) ?? []).map((row) => ({
        ...port('powerport', 'power', row),
        ...(drawOf(row.maximum_draw) ?? {}),
        ...this.unfed(device, row.id),
      })),
      ...(this.byDevice.powerOutlets.get(id) ?? []).map((row) => port('poweroutlet', 'outlet', row)),
    ];
  }

  /** The port's name, with a question where NetBox has none of its own for it, or where its module is not in use. */
  private nameOf(row: PortRow, kind: PortKind, names: PortNames): Pick<ImportedPort, 'name' | 'ask'> {
    const wanted = this.modules.name(row);
    const name = names.give(wanted, kind, row.id);
    const status = this.modules.status(row);
    if (name !== legalPortName(wanted))
      return {
        name,
        ask: {
          code: 'name',
          text: `NetBox calls it "${wanted}", as another port here, or not as ports can be called: is this name right?`,
        },
      };
    if (status === undefined) return { name };
    return { name, ask: { code: 'device', text: `is its module in service? NetBox calls it ${status}` } };
  }

  /** A PDU's inlet is where a site's power comes from, so it is worth a question; other open inlets are findings. */
  private unfed(device: Chosen, id: number): { readonly ask?: Question } {
    if (device.role.value !== 'pdu' || this.cabling.trace(keyOf('dcim.powerport', id))) return {};
    return { ask: { code: 'feed', text: 'which feed supplies it? NetBox has no cable here' } };
  }

  private ofInterface(
    device: Chosen,
    row: InterfaceRow,
    port: (type: string, kind: PortKind, row: PortRow) => ImportedPort,
    plan: FreeAddresses,
  ): ImportedPort {
    const { mapping } = this;
    const [tagged, apart] = [
      taggedFact(mapping, row.tags, 'kind'),
      taggedFact(mapping, row.tags, 'separate'),
    ];
    const kind = tagged?.value ?? kindOf(this.factsOf(device, row));
    const separate = apart?.value ?? isApart(kind, device, row);
    const said = this.addresses.get(row.id);
    const own = kind === 'management' || kind === 'bmc' ? said?.addresses : undefined;
    const address = own?.map((text) => plan.take(text)).find((ip) => ip !== undefined);
    const built = port('interface', kind, row);
    const modem = CELLULAR.includes(row.type ?? '') && !row.cable ? MODEM : undefined;
    const ask = tagQuestion(tagged) ?? tagQuestion(apart) ?? built.ask ?? modem;
    return {
      ...built,
      ...(separate ? { separate } : {}),
      ...(address === undefined ? {} : { address }),
      ...(said === undefined ? {} : { note: said.note }),
      ...(ask ? { ask } : {}),
    };
  }

  private factsOf(device: Chosen, row: InterfaceRow): Facts {
    const end = this.cabling.trace(keyOf('dcim.interface', row.id))?.end;
    const peer = end?.kind === 'port' ? this.chosen.get(this.owner.get(end.key) ?? -1) : undefined;
    return {
      role: device.role.value,
      outOfBand: row.mgmt_only === true || this.oob.has(row.id),
      peer: peer?.role.value,
      otherSite: peer !== undefined && peer.row.site.id !== device.row.site.id,
    };
  }
}

const isApart = (kind: PortKind, device: Chosen, row: InterfaceRow): boolean =>
  kind === 'management' &&
  row.mgmt_only === true &&
  (device.role.value === 'router' || isSwitch(device.role.value));

/** Watts as far as an inventory takes them. */
const drawOf = (draw: number | undefined): { readonly draw: number } | undefined =>
  draw !== undefined && Number.isInteger(draw) && draw >= 0 && draw <= 100_000 ? { draw } : undefined;

/** Forwarding devices whose management port NetBox can call apart from the rest. */
const isSwitch = (role: Role): boolean =>
  role === 'switch' || role === 'meta-switch' || role === 'management-switch';
