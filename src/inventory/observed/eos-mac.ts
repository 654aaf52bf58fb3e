import type { MacSeen } from '#model/observed.ts';
import type { Format, Origin } from './format.ts';
import { type Json, member, objectsOf, textOf } from './json.ts';
import { isOwnMac, macOf } from './mac.ts';

/** Addresses of the switch itself stand as `static` on `Router` or `Cpu`; those are no port. */
const seenOf = (one: Json, { device = '', by }: Origin): MacSeen[] => {
  const mac = macOf(textOf(member(one, 'macAddress')));
  const port = textOf(member(one, 'interface'));
  if (!mac || !port || !isOwnMac(mac) || /^(router|cpu)$/i.test(port)) return [];
  return [{ device, port, mac, by }];
};

/** EOS: `unicastTable.tableEntries`, each with `macAddress`, `interface`, `entryType` (EOS eAPI, "show mac address-table"). */
export const eosMac: Format = {
  id: 'eos-mac',
  command: 'show mac address-table | json',
  needsDevice: true,
  detect: (value) => member(value, 'unicastTable') !== undefined,
  read: (value, origin) => ({
    macs: objectsOf(member(member(value, 'unicastTable'), 'tableEntries')).flatMap((one) =>
      seenOf(one, origin),
    ),
  }),
};
