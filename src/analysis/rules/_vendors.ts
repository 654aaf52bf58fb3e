import type { Device } from '#model/network.ts';
import type { Role } from '#model/role.ts';
import type { RuleContext } from './rule.ts';

/** Whose software forwards management, and whose forwards production. */
const MANAGEMENT: readonly Role[] = ['gateway', 'management-switch'];
const PRODUCTION: readonly Role[] = ['router', 'switch'];

/** The vendor as written, or as the device type names it; in small letters, since people write both. */
export const vendorOf = ({ vendor, type }: Device): string | undefined =>
  (vendor ?? type?.split('/')[0])?.toLowerCase();

/** A management device and a device of production in its site that are of one vendor. */
export interface Kin {
  readonly device: Device;
  readonly vendor: string;
  /** All of production's in the site that are of that vendor. */
  readonly production: readonly Device[];
}

/** Management devices with production's of the same vendor, site by site. */
export const kinIn = ({ network, devicesAt }: RuleContext): Kin[] =>
  network.sites.flatMap((site) => {
    const production = PRODUCTION.flatMap((role) => devicesAt(site.id, role));
    return MANAGEMENT.flatMap((role) => devicesAt(site.id, role)).flatMap((device) => {
      const vendor = vendorOf(device);
      const same = production.filter((other) => vendorOf(other) === vendor);
      return vendor === undefined || same.length === 0 ? [] : [{ device, vendor, production: same }];
    });
  });

/** Network devices of either side whose vendor nobody wrote, in sites that have both sides. */
export const withoutVendor = ({ network, devicesAt }: RuleContext): Device[] =>
  network.sites.flatMap((site) => {
    const sides = [MANAGEMENT, PRODUCTION].map((roles) => roles.flatMap((role) => devicesAt(site.id, role)));
    if (sides.some((side) => side.length === 0)) return [];
    return sides.flat().filter((device) => vendorOf(device) === undefined);
  });
