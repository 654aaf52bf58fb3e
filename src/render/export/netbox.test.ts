import { describe, expect, it } from 'vitest';
import { loadInventory } from '#inventory/load.ts';
import { netbox } from './netbox.ts';

const full = loadInventory('examples/full/relaxops.yaml').network!;

/** Nothing in the full example needs quotes, so a row is its commas. */
const tables = new Map(
  netbox.files(full).map(({ name, text }) => {
    const [head = [], ...rows] = text
      .trimEnd()
      .split('\n')
      .map((line) => line.split(','));
    return [
      name.replace(/^\d+-|\.csv$/g, ''),
      rows.map((row) => Object.fromEntries(head.map((h, i) => [h, row[i]!]))),
    ];
  }),
);
const rows = (name: string) => tables.get(name)!;
const column = (name: string, title: string) => rows(name).map((row) => row[title]!);

/**
 * Columns of the forms in NetBox 4.2 (dcim/forms/bulk_import.py, ipam/forms/bulk_import.py): those that an import without
 * fails, and those that it takes besides.
 */
const FORMS: Readonly<Record<string, readonly [needed: string[], more: string[]]>> = {
  sites: [['name', 'slug', 'status'], []],
  racks: [['site', 'name', 'status', 'width'], ['description']],
  'device-roles': [['name', 'slug', 'color'], []],
  manufacturers: [['name', 'slug'], []],
  platforms: [['name', 'slug'], []],
  'device-types': [['manufacturer', 'model', 'slug'], []],
  devices: [
    ['name', 'role', 'manufacturer', 'device_type', 'status', 'site'],
    ['platform', 'rack', 'description'],
  ],
  interfaces: [
    ['device', 'name', 'type'],
    ['label', 'mgmt_only', 'description'],
  ],
  'console-ports': [
    ['device', 'name'],
    ['label', 'description'],
  ],
  'console-server-ports': [
    ['device', 'name'],
    ['label', 'description'],
  ],
  'power-ports': [
    ['device', 'name'],
    ['label', 'maximum_draw', 'description'],
  ],
  'power-outlets': [
    ['device', 'name'],
    ['label', 'description'],
  ],
  'ip-addresses': [
    ['address', 'status'],
    ['device', 'interface'],
  ],
  'ip-addresses-primary': [['address', 'status', 'device', 'interface', 'is_primary'], []],
  'ip-addresses-oob': [['address', 'status', 'device', 'interface', 'is_oob'], []],
  'ip-addresses-shared': [
    ['address', 'status'],
    ['role', 'description'],
  ],
  'power-panels': [['site', 'name'], []],
  'power-feeds': [['site', 'power_panel', 'name', 'status', 'type', 'supply', 'phase'], ['description']],
  cables: [
    ['side_a_device', 'side_a_type', 'side_a_name', 'side_b_device', 'side_b_type', 'side_b_name'],
    ['status', 'description'],
  ],
};

describe('NetBox', () => {
  it('has a page for each form, with its columns and no others', () => {
    // The full example names no platform.
    expect([...tables.keys(), 'platforms'].sort()).toEqual(Object.keys(FORMS).sort());
    for (const [name, [needed, more]] of Object.entries(FORMS)) {
      if (name === 'platforms') continue;
      const first = rows(name)[0]!;
      expect(Object.keys(first).sort(), name).toEqual([...needed, ...more].sort());
      for (const title of needed) expect(column(name, title), `${name} ${title}`).not.toContain('');
    }
  });

  it('names only what an earlier file has brought', () => {
    const devices = new Set(column('devices', 'name'));
    expect(devices.size).toBe(full.devices.length - 1);
    for (const page of ['interfaces', 'console-ports', 'power-ports', 'power-outlets', 'ip-addresses'])
      expect(column(page, 'device').filter((name) => !devices.has(name))).toEqual([]);
    const of = (type: string, page: string) => rows(page).map((row) => `${type} ${row.device} ${row.name}`);
    const ends = new Set([
      ...of('dcim.interface', 'interfaces'),
      ...of('dcim.consoleport', 'console-ports'),
      ...of('dcim.consoleserverport', 'console-server-ports'),
      ...of('dcim.powerport', 'power-ports'),
      ...of('dcim.poweroutlet', 'power-outlets'),
    ]);
    const used = rows('cables').flatMap((row) =>
      ['a', 'b'].map((s) => `${row[`side_${s}_type`]} ${row[`side_${s}_device`]} ${row[`side_${s}_name`]}`),
    );
    expect(used.filter((end) => !ends.has(end))).toEqual([]);
    expect(new Set(used).size).toBe(used.length);
    expect(column('racks', 'site').filter((site) => !column('sites', 'name').includes(site))).toEqual([]);
  });

  it('every cable is there, or its far end stands in the description of the port', () => {
    const described = [...column('interfaces', 'description'), ...column('power-ports', 'description')];
    const told = described.filter((text) => /^to (feed|provider) /.test(text)).length;
    const rendezvous = 1;
    expect(rows('cables').length + told + rendezvous).toBe(full.cables.length);
  });

  it('a device has one primary address, and a mark that no later row takes away', () => {
    const marked = column('ip-addresses-primary', 'device');
    expect(new Set(marked).size).toBe(marked.length);
    expect(new Set(column('ip-addresses-primary', 'is_primary'))).toEqual(new Set(['true']));
    expect(Object.keys(rows('ip-addresses')[0]!)).not.toContain('is_primary');
    const ips = ['ip-addresses', 'ip-addresses-primary', 'ip-addresses-oob'].flatMap((p) =>
      column(p, 'address'),
    );
    expect(new Set(ips).size).toBe(ips.length);
    expect(ips.length).toBe(full.addresses.length - 1);
  });

  it('slugs are NetBox slugs, each once', () => {
    for (const page of ['sites', 'device-roles', 'manufacturers', 'device-types']) {
      const slugs = column(page, 'slug');
      expect(slugs.filter((slug) => !/^[-a-zA-Z0-9_]+$/.test(slug))).toEqual([]);
      expect(new Set(slugs).size).toBe(slugs.length);
    }
  });
});
