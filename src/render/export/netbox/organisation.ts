import type { Device, Network } from '#model/network.ts';
import type { ExportFile } from '../document.ts';
import { page, placed, slugs } from './table.ts';

/** What NetBox needs to have before devices: sites, racks, roles, manufacturers, device types. */

const UNKNOWN = 'unknown';

const manufacturerOf = (device: Device): string => device.type?.split('/')[0] ?? device.vendor ?? UNKNOWN;

/** The device type library's model; without one, a type that says so. */
const modelOf = (device: Device): string =>
  device.type?.split('/').slice(1).join('/') || `${UNKNOWN} ${device.role}`;

const unique = (texts: readonly string[]): string[] => [...new Set(texts)].sort();

const types = (devices: readonly Device[]) => {
  const pairs = new Map(
    devices.map((d) => [
      `${manufacturerOf(d)}\n${modelOf(d)}`,
      { manufacturer: manufacturerOf(d), model: modelOf(d) },
    ]),
  );
  const found = [...pairs].sort(([a], [b]) => (a < b ? -1 : 1));
  const named = slugs(found.map(([key]) => key.replace('\n', ' ')));
  return found.map(([key, type]) => ({ ...type, slug: named.get(key.replace('\n', ' '))! }));
};

const named = (name: string, names: readonly string[]): ExportFile => {
  const slugOf = slugs(names);
  return page(
    name,
    [
      ['name', (n: string) => n],
      ['slug', (n: string) => slugOf.get(n)!],
    ],
    names,
  );
};

const sitePages = (network: Network): ExportFile[] => {
  const slugOf = slugs(network.sites.map((site) => site.id));
  return [
    page(
      '01-sites',
      [
        ['name', (s) => s.id],
        ['slug', (s) => slugOf.get(s.id)!],
        ['status', () => 'active'],
      ],
      network.sites,
    ),
    page(
      '02-racks',
      [
        ['site', (r) => r.site],
        ['name', (r) => r.name],
        ['status', () => 'active'],
        // NetBox's own default, and asked for by its form.
        ['width', () => '19'],
        ['description', (r) => r.location ?? ''],
      ],
      network.racks,
    ),
  ];
};

/** Sites, racks, roles, manufacturers, platforms, device types and devices. */
export const organisation = (network: Network): ExportFile[] => {
  const devices = placed(network.devices);
  const roles = unique(devices.map((d) => d.role));
  const roleSlugs = slugs(roles);
  return [
    ...sitePages(network),
    page(
      '03-device-roles',
      [
        ['name', (r) => r],
        ['slug', (r) => roleSlugs.get(r)!],
        // NetBox's own default.
        ['color', () => '9e9e9e'],
      ],
      roles,
    ),
    named('04-manufacturers', unique(devices.map(manufacturerOf))),
    named('05-platforms', unique(devices.flatMap((d) => d.platform ?? []))),
    page(
      '06-device-types',
      [
        ['manufacturer', (t) => t.manufacturer],
        ['model', (t) => t.model],
        ['slug', (t) => t.slug],
      ],
      types(devices),
    ),
    page(
      '07-devices',
      [
        // The whole path: NetBox's cables name devices by name alone.
        ['name', (d) => d.id],
        ['role', (d) => d.role],
        ['manufacturer', manufacturerOf],
        ['device_type', modelOf],
        ['platform', (d) => d.platform ?? ''],
        ['status', () => 'active'],
        ['site', (d) => d.site],
        ['rack', (d) => d.rack?.split('/')[1] ?? ''],
        ['description', (d) => (d.owner === undefined ? '' : `owner: ${d.owner}`)],
      ],
      devices,
    ),
  ];
};
