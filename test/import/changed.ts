import { expect } from 'vitest';
import type { NetboxImport } from '#inventory/netbox/import-netbox.ts';
import { type Mapping, NO_MAPPING } from '#inventory/netbox/mapping.ts';
import type { Network } from '#model/network.ts';
import { imported, loaded } from './imported.ts';
import type { StandIn } from './stand-in.ts';

/** What an import of a changed NetBox came to. */
export interface Changed {
  readonly made: NetboxImport;
  readonly network: Network;
}

/** Lays rows over the stand-in's data and imports it; the file must load. */
export const importChanged = async (
  standIn: StandIn,
  tables: object,
  mapping: Partial<Mapping> = {},
): Promise<Changed> => {
  await standIn.overlay(tables);
  const made = await imported(standIn.url, { mapping: { ...NO_MAPPING, ...mapping } });
  const { network, findings } = loaded(made.text);
  expect(findings.filter((f) => f.severity === 'error')).toEqual([]);
  return { made, network: network! };
};

/** The devices of the closet in Akron begin with this. */
export const AKRON = 'dm-akron/Comms-closet/dmi01-akron';
/** A device of device type 1 in the closet of Akron. */
export const device = (id: number, name: string, more: object = {}) => ({
  id,
  name,
  device_type_id: 1,
  role_id: 4,
  site_id: 2,
  rack_id: 1,
  status: 'active',
  ...more,
});
/** An interface of a device. */
export const port = (id: number, device_id: number, name: string, more: object = {}) => ({
  id,
  device_id,
  name,
  type: '1000base-t',
  ...more,
});
