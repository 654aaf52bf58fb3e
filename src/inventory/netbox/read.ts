import { z } from 'zod';
import { fail, ok, type Result } from '#base/result.ts';
import type { Client, Query } from './client.ts';
import { listAll } from './list.ts';
import type { ImportProblem } from './problem.ts';
import * as row from './rows.ts';

/** What was read of a NetBox, each list in order of id. */
export interface NetboxData {
  readonly version: string;
  /** Rows that could not be understood, by list. */
  readonly unreadable: ReadonlyMap<string, number>;
  readonly sites: readonly row.SiteRow[];
  readonly locations: readonly row.LocationRow[];
  readonly racks: readonly row.RackRow[];
  readonly devices: readonly row.DeviceRow[];
  readonly virtualChassis: readonly row.VirtualChassisRow[];
  readonly modules: readonly row.ModuleRow[];
  readonly moduleBays: readonly row.ModuleBayRow[];
  readonly interfaces: readonly row.InterfaceRow[];
  readonly consolePorts: readonly row.ConsolePortRow[];
  readonly consoleServerPorts: readonly row.PortRow[];
  readonly powerPorts: readonly row.PowerPortRow[];
  readonly powerOutlets: readonly row.PowerOutletRow[];
  readonly powerPanels: readonly row.PowerPanelRow[];
  readonly powerFeeds: readonly row.PowerFeedRow[];
  readonly frontPorts: readonly row.FrontPortRow[];
  readonly rearPorts: readonly row.RearPortRow[];
  readonly cables: readonly row.CableRow[];
  readonly providers: readonly row.ProviderRow[];
  readonly circuits: readonly row.CircuitRow[];
  readonly terminations: readonly row.TerminationRow[];
  readonly ipAddresses: readonly row.IpAddressRow[];
}

/** Stops the reading at the first list that cannot be had. */
class Stopped extends Error {
  readonly problem: ImportProblem;
  constructor(problem: ImportProblem) {
    super(problem.text);
    this.problem = problem;
  }
}

/** Lists are named as in NetBox's API; `dcim/interfaces (cabled)` for a part of one. */
export type OnProgress = (list: string, rows: number, count: number) => void;

const versionSchema = z.object({ 'netbox-version': z.string() });

const readVersion = async (client: Client): Promise<Result<string, ImportProblem>> => {
  const status = await client.get('status/', {});
  if (!status.ok) {
    const page = status.error.code === 'garbage';
    return page
      ? fail({ code: 'not-netbox', text: `${client.origin} answers, but not as a NetBox does` })
      : status;
  }
  const read = versionSchema.safeParse(status.value);
  if (read.success) return ok(read.data['netbox-version']);
  return fail({ code: 'not-netbox', text: `${client.origin} answers, but not as a NetBox does` });
};

/** Both parts of a list, each row once. */
const merged = <T extends { readonly id: number }>(...parts: readonly (readonly T[])[]): T[] =>
  [...new Map(parts.flat().map((r) => [r.id, r])).values()].sort((a, b) => a.id - b.id);

/** Interface types of NetBox that are a modem. */
export const CELLULAR: readonly string[] = ['gsm', 'cdma', 'lte', '4g', '5g'];

/** Length of a URL that every proxy takes. */
const IDS_AT_ONCE = 100;

/** Interfaces that carry the address by which a device is managed, and were not read otherwise. */
export const addressed = (
  devices: readonly row.DeviceRow[],
  ipAddresses: readonly row.IpAddressRow[],
  known: readonly row.InterfaceRow[],
): number[] => {
  const ids = new Set(devices.flatMap((d) => [d.oob_ip?.id, d.primary_ip4?.id, d.primary_ip6?.id]));
  const read = new Set(known.map((i) => i.id));
  const found = ipAddresses.filter((ip) => ids.has(ip.id) && ip.assigned_object_type === 'dcim.interface');
  return [...new Set(found.map((ip) => ip.assigned_object_id ?? -1))].filter(
    (id) => id >= 0 && !read.has(id),
  );
};

const CABLED = { cabled: 'true' };

const readLists = async (client: Client, onProgress: OnProgress): Promise<Omit<NetboxData, 'version'>> => {
  const unreadable = new Map<string, number>();
  const list = async <T extends { readonly id: number }>(
    path: string,
    schema: z.ZodType<T>,
    query: Query = {},
  ): Promise<readonly T[]> => {
    const got = await listAll(client, `${path}/`, schema, query, (n, count) => onProgress(path, n, count));
    if (!got.ok) throw new Stopped(got.error);
    if (got.value.unreadable > 0) unreadable.set(path, (unreadable.get(path) ?? 0) + got.value.unreadable);
    return got.value.rows;
  };
  const devices = await list('dcim/devices', row.deviceRow, { exclude: 'config_context' });
  const ipAddresses = await list('ipam/ip-addresses', row.ipAddressRow, { assigned_to_interface: 'true' });
  const interfaces = async (): Promise<readonly row.InterfaceRow[]> => {
    const some = (query: Query) => list('dcim/interfaces', row.interfaceRow, query);
    // A switch has hundreds of interfaces and a NetBox millions: those without cable say nothing, but for management and modems.
    const parts = [await some(CABLED), await some({ mgmt_only: 'true' }), await some({ type: CELLULAR })];
    const wanted = addressed(devices, ipAddresses, merged(...parts));
    for (let i = 0; i < wanted.length; i += IDS_AT_ONCE)
      parts.push(await some({ id: wanted.slice(i, i + IDS_AT_ONCE).map(String) }));
    return merged(...parts);
  };
  return {
    unreadable,
    sites: await list('dcim/sites', row.siteRow),
    locations: await list('dcim/locations', row.locationRow),
    racks: await list('dcim/racks', row.rackRow),
    devices,
    virtualChassis: await list('dcim/virtual-chassis', row.virtualChassisRow),
    modules: await list('dcim/modules', row.moduleRow),
    moduleBays: await list('dcim/module-bays', row.moduleBayRow),
    interfaces: await interfaces(),
    consolePorts: await list('dcim/console-ports', row.consolePortRow),
    consoleServerPorts: await list('dcim/console-server-ports', row.portRow),
    powerPorts: await list('dcim/power-ports', row.powerPortRow),
    powerOutlets: await list('dcim/power-outlets', row.powerOutletRow),
    powerPanels: await list('dcim/power-panels', row.powerPanelRow),
    powerFeeds: await list('dcim/power-feeds', row.powerFeedRow),
    frontPorts: await list('dcim/front-ports', row.frontPortRow, CABLED),
    rearPorts: await list('dcim/rear-ports', row.rearPortRow, CABLED),
    cables: await list('dcim/cables', row.cableRow),
    providers: await list('circuits/providers', row.providerRow),
    circuits: await list('circuits/circuits', row.circuitRow),
    terminations: await list('circuits/circuit-terminations', row.terminationRow),
    ipAddresses,
  };
};

/** Reads all that an inventory needs of a NetBox, or says why not. */
export const readNetbox = async (
  client: Client,
  onProgress: OnProgress,
): Promise<Result<NetboxData, ImportProblem>> => {
  const version = await readVersion(client);
  if (!version.ok) return version;
  try {
    return ok({ version: version.value, ...(await readLists(client, onProgress)) });
  } catch (error) {
    if (error instanceof Stopped) return fail(error.problem);
    throw error;
  }
};
