import type { MacSeen } from '#model/observed.ts';
import type { Format, Origin } from './format.ts';
import { type Json, member } from './json.ts';
import { dataOf, elements, withoutUnit } from './junos.ts';
import { isOwnMac, macOf } from './mac.ts';

const seenOf = (one: Json, { device = '', by }: Origin): MacSeen[] => {
  const mac = macOf(dataOf(one, 'l2ng-l2-mac-address'));
  const port = dataOf(one, 'l2ng-l2-mac-logical-interface');
  return mac && port && isOwnMac(mac) ? [{ device, port: withoutUnit(port), mac, by }] : [];
};

/**
 * Junos with ELS: `l2ng-l2ald-rtb-macdb` holds `l2ng-l2ald-mac-entry-vlan` a VLAN, which holds `l2ng-mac-entry` an address; with
 * `detail` the entry of the VLAN is the address itself (Junos XML API, get-ethernet-switching-table-information).
 */
export const junosMac: Format = {
  id: 'junos-mac',
  command: 'show ethernet-switching table | display json',
  needsDevice: true,
  detect: (value) => member(value, 'l2ng-l2ald-rtb-macdb') !== undefined,
  read: (value, origin) => {
    const vlans = elements(elements([value], 'l2ng-l2ald-rtb-macdb'), 'l2ng-l2ald-mac-entry-vlan');
    return { macs: [...elements(vlans, 'l2ng-mac-entry'), ...vlans].flatMap((one) => seenOf(one, origin)) };
  },
};
