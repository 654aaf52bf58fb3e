import type { MacSeen } from '#model/observed.ts';
import type { Format, Origin } from './format.ts';
import { firstText, type Json, member, objectOf, objectsOf } from './json.ts';
import { isOwnMac, macOf } from './mac.ts';

/** bridge(8), fdb: `permanent` is an address of the bridge's own, `self` one of the interface's filter; learned ones are neither. */
const seenOf = (one: Json, { device = '', by }: Origin): MacSeen[] => {
  const mac = macOf(firstText(one, 'mac'));
  const port = firstText(one, 'ifname');
  const flags = member(one, 'flags');
  const own = firstText(one, 'state') === 'permanent' || (Array.isArray(flags) && flags.includes('self'));
  return mac && port && !own && isOwnMac(mac) ? [{ device, port, mac, by }] : [];
};

/** iproute2's `bridge -j fdb show`: a list of `{mac, ifname, flags, master, state}`. */
export const bridgeFdb: Format = {
  id: 'bridge-fdb',
  command: 'bridge -j fdb show',
  needsDevice: true,
  detect: (value) => {
    const first = Array.isArray(value) ? objectOf(value[0]) : undefined;
    return firstText(first, 'mac') !== undefined && firstText(first, 'ifname') !== undefined;
  },
  read: (value, origin) => ({ macs: objectsOf(value).flatMap((one) => seenOf(one, origin)) }),
};
