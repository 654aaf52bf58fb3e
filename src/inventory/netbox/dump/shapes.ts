import { grouped } from '../grouped.ts';
import type { Relations } from './relations.ts';
import type { Raw } from './tables.ts';

/** Rows of a dump as NetBox's API would answer them, as far as an import reads them. */
export type Shapes = Readonly<Record<string, (row: Raw) => unknown>>;

const device = (of: Relations) => (row: Raw) => {
  const type = of.row('dcim.devicetype', row.device_type);
  const maker = of.row('dcim.manufacturer', type?.manufacturer);
  return {
    ...row,
    // Until NetBox 3.6 the column was called device_role.
    role: of.named('dcim.devicerole', row.role ?? row.device_role),
    device_role: null,
    device_type: {
      model: type?.model,
      slug: type?.slug,
      manufacturer: { name: maker?.name, slug: maker?.slug },
    },
    platform: of.named('dcim.platform', row.platform),
    site: of.ref(row.site),
    location: of.ref(row.location),
    rack: of.ref(row.rack),
    parent_device: null,
    virtual_chassis: of.named('dcim.virtualchassis', row.virtual_chassis),
    primary_ip4: of.ref(row.primary_ip4),
    primary_ip6: of.ref(row.primary_ip6),
    oob_ip: of.ref(row.oob_ip),
    tags: of.tags('dcim.device', row),
  };
};

const port = (of: Relations, model: string) => (row: Raw) => ({
  ...row,
  device: of.ref(row.device),
  module: of.ref(row.module),
  cable: of.ref(row.cable),
  connected_endpoints: null,
  tags: of.tags(model, row),
});

const feed = (of: Relations) => (row: Raw) => {
  const panel = of.row('dcim.powerpanel', row.power_panel);
  const rack = of.row('dcim.rack', row.rack);
  return {
    ...row,
    power_panel: panel ? { id: panel.id, name: panel.name } : null,
    rack: rack ? { id: rack.id, name: rack.name } : null,
    cable: of.ref(row.cable),
    tags: of.tags('dcim.powerfeed', row),
  };
};

const cable = (of: Relations) => {
  const ends = grouped(
    of.rows('dcim.cabletermination'),
    (row) => `${String(row.cable)} ${String(row.cable_end)}`,
  );
  const side = (row: Raw, end: string) =>
    (ends.get(`${row.id} ${end}`) ?? [])
      .toSorted((a, b) => a.id - b.id)
      .map((t) => ({ object_type: of.type(t.termination_type), object_id: t.termination_id }));
  return (row: Raw) => ({
    ...row,
    a_terminations: side(row, 'A'),
    b_terminations: side(row, 'B'),
    tags: of.tags('dcim.cable', row),
  });
};

const simple =
  (of: Relations, model: string, ...refs: readonly string[]) =>
  (row: Raw) => ({
    ...row,
    ...Object.fromEntries(refs.map((name) => [name, of.ref(row[name])])),
    tags: of.tags(model, row),
  });

/** By model. */
export const shapes = (of: Relations): Shapes => ({
  'dcim.site': simple(of, 'dcim.site'),
  'dcim.location': simple(of, 'dcim.location', 'site', 'parent'),
  'dcim.rack': simple(of, 'dcim.rack', 'site', 'location'),
  'dcim.device': device(of),
  'dcim.virtualchassis': simple(of, 'dcim.virtualchassis', 'master'),
  'dcim.module': simple(of, 'dcim.module', 'module_bay'),
  'dcim.modulebay': simple(of, 'dcim.modulebay', 'module'),
  'dcim.interface': port(of, 'dcim.interface'),
  'dcim.consoleport': port(of, 'dcim.consoleport'),
  'dcim.consoleserverport': port(of, 'dcim.consoleserverport'),
  'dcim.powerport': port(of, 'dcim.powerport'),
  'dcim.poweroutlet': (row) => ({ ...port(of, 'dcim.poweroutlet')(row), power_port: of.ref(row.power_port) }),
  'dcim.powerpanel': simple(of, 'dcim.powerpanel', 'site', 'location'),
  'dcim.powerfeed': feed(of),
  'dcim.frontport': (row) => ({ ...port(of, 'dcim.frontport')(row), rear_port: of.ref(row.rear_port) }),
  'dcim.rearport': port(of, 'dcim.rearport'),
  'dcim.cable': cable(of),
  'circuits.provider': simple(of, 'circuits.provider'),
  'circuits.circuit': (row) => ({
    ...row,
    provider: of.named('circuits.provider', row.provider),
    type: of.named('circuits.circuittype', row.type),
    tags: of.tags('circuits.circuit', row),
  }),
  'circuits.circuittermination': simple(of, 'circuits.circuittermination', 'circuit', 'cable'),
  'ipam.ipaddress': (row) => ({
    ...row,
    assigned_object_type: row.assigned_object_type === null ? null : of.type(row.assigned_object_type),
  }),
});
