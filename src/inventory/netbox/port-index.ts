import type { Role } from '#model/role.ts';
import { keyOf } from './cabling.ts';
import { grouped } from './grouped.ts';
import type { ImportedPort, ImportedSite } from './imported.ts';
import type { NetboxData } from './read.ts';
import type { PortRow } from './rows.ts';

/** A port or feed of the inventory, by what NetBox's cables call it. */
export interface Located {
  readonly site: string;
  /** As seen from the site: `r01/srv01:eth0`, `feed:A`. */
  readonly ref: string;
  /** With the site before it. */
  readonly full: string;
  /** Absent for a feed. */
  readonly port?: ImportedPort;
  readonly role?: Role;
}

/** What NetBox says about a port besides its cable. */
export interface Said {
  readonly row: PortRow;
  readonly type: string;
  /** Where NetBox itself traced the port to, if to ports. */
  readonly endpoints: readonly string[];
  /** The type of an interface, such as `lte`. */
  readonly media?: string;
  readonly addresses: readonly string[];
}

const PORT_TYPES: ReadonlySet<string> = new Set([
  'dcim.interface',
  'dcim.consoleport',
  'dcim.consoleserverport',
  'dcim.powerport',
  'dcim.poweroutlet',
  'dcim.powerfeed',
]);

/** Every port and feed that will be written, in the order of the file. */
export const indexPorts = (sites: readonly ImportedSite[]): ReadonlyMap<string, Located> => {
  const all = new Map<string, Located>();
  for (const site of sites) {
    for (const feed of site.feeds)
      all.set(feed.key, {
        site: site.name,
        ref: `feed:${feed.name}`,
        full: `feed:${site.name}/${feed.name}`,
      });
    for (const rack of site.racks)
      for (const device of rack.devices)
        for (const port of device.ports) {
          const ref = `${rack.name}/${device.name}:${port.name}`;
          all.set(port.key, {
            site: site.name,
            ref,
            full: `${site.name}/${ref}`,
            port,
            role: device.role.value,
          });
        }
  }
  return all;
};

/** What NetBox says about every port that was read. */
export const indexSaid = (data: NetboxData): ReadonlyMap<string, Said> => {
  const all = new Map<string, Said>();
  const addresses = grouped(data.ipAddresses, (ip) =>
    keyOf(ip.assigned_object_type ?? '', ip.assigned_object_id ?? -1),
  );
  const add = (type: string, rows: readonly (PortRow & { readonly type?: string | undefined })[]) => {
    for (const row of rows) {
      const to = row.connected_endpoints_type ?? '';
      const endpoints = PORT_TYPES.has(to) ? (row.connected_endpoints ?? []).map((e) => keyOf(to, e.id)) : [];
      const key = keyOf(type, row.id);
      const own = (addresses.get(key) ?? []).map((ip) => ip.address);
      const media = row.type === undefined ? {} : { media: row.type };
      all.set(key, { row, type, endpoints, addresses: own, ...media });
    }
  };
  add('dcim.interface', data.interfaces);
  add('dcim.consoleport', data.consolePorts);
  add('dcim.consoleserverport', data.consoleServerPorts);
  add('dcim.powerport', data.powerPorts);
  add('dcim.poweroutlet', data.powerOutlets);
  return all;
};
