import type { z } from 'zod';
import { fail, ok, type Result } from '#base/result.ts';
import { addressed, CELLULAR, type NetboxData } from '../read.ts';
import * as row from '../rows.ts';
import { Relations } from './relations.ts';
import { shapes } from './shapes.ts';
import { readTables } from './tables.ts';

/** Interfaces that the API would have been asked for. */
const worthReading = (data: Omit<NetboxData, 'unreadable' | 'version'>): readonly row.InterfaceRow[] => {
  const some = data.interfaces.filter((i) => i.cable || i.mgmt_only || CELLULAR.includes(i.type ?? ''));
  const wanted = new Set(addressed(data.devices, data.ipAddresses, some));
  const kept = new Set(some.map((i) => i.id));
  return data.interfaces.filter((i) => kept.has(i.id) || wanted.has(i.id));
};

/** What a dump says, as if NetBox's API had been asked; or why it is no dump of a NetBox. */
export const readDump = (text: string): Result<NetboxData, string> => {
  const tables = readTables(text);
  if (!tables.ok) return tables;
  if (!tables.value.has('dcim.site')) return fail('it has no sites');
  const of = new Relations(tables.value);
  const shape = shapes(of);
  const unreadable = new Map<string, number>();
  const list = <T extends { readonly id: number }>(model: string, schema: z.ZodType<T>): T[] => {
    const rows = of.rows(model).flatMap((raw) => {
      const read = schema.safeParse(shape[model]?.(raw));
      if (read.success) return [read.data];
      unreadable.set(model, (unreadable.get(model) ?? 0) + 1);
      return [];
    });
    return [...new Map(rows.map((r) => [r.id, r])).values()].sort((a, b) => a.id - b.id);
  };
  const data = {
    sites: list('dcim.site', row.siteRow),
    locations: list('dcim.location', row.locationRow),
    racks: list('dcim.rack', row.rackRow),
    devices: list('dcim.device', row.deviceRow),
    virtualChassis: list('dcim.virtualchassis', row.virtualChassisRow),
    modules: list('dcim.module', row.moduleRow),
    moduleBays: list('dcim.modulebay', row.moduleBayRow),
    interfaces: list('dcim.interface', row.interfaceRow),
    consolePorts: list('dcim.consoleport', row.consolePortRow),
    consoleServerPorts: list('dcim.consoleserverport', row.portRow),
    powerPorts: list('dcim.powerport', row.powerPortRow),
    powerOutlets: list('dcim.poweroutlet', row.powerOutletRow),
    powerPanels: list('dcim.powerpanel', row.powerPanelRow),
    powerFeeds: list('dcim.powerfeed', row.powerFeedRow),
    frontPorts: list('dcim.frontport', row.frontPortRow),
    rearPorts: list('dcim.rearport', row.rearPortRow),
    cables: list('dcim.cable', row.cableRow),
    providers: list('circuits.provider', row.providerRow),
    circuits: list('circuits.circuit', row.circuitRow),
    terminations: list('circuits.circuittermination', row.terminationRow),
    ipAddresses: list('ipam.ipaddress', row.ipAddressRow),
  };
  return ok({ version: 'dump', unreadable, ...data, interfaces: worthReading(data) });
};
