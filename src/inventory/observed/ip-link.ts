import type { PortSeen } from '#model/observed.ts';
import type { Format, Origin } from './format.ts';
import { firstText, type Json, objectOf, objectsOf } from './json.ts';
import { isOwnMac, macOf } from './mac.ts';

/** Operational states of RFC 2863 as Linux spells them; `UNKNOWN` is what tunnels and the loopback have for good. */
const UP: Readonly<Record<string, boolean>> = {
  UP: true,
  DOWN: false,
  LOWERLAYERDOWN: false,
  NOTPRESENT: false,
};

const seenOf = (one: Json, { device = '', by }: Origin): PortSeen[] => {
  const port = firstText(one, 'ifname');
  if (port === undefined) return [];
  const up = UP[firstText(one, 'operstate') ?? ''];
  const mac = macOf(firstText(one, 'address'));
  const own = mac !== undefined && isOwnMac(mac) ? { mac } : {};
  return [{ device, port, by, ...(up === undefined ? {} : { up }), ...own }];
};

/** iproute2's `ip -j link`: a list of `{ifname, operstate, address, link_type}`. */
export const ipLink: Format = {
  id: 'ip-link',
  command: 'ip -j link',
  needsDevice: true,
  detect: (value) => {
    const first = Array.isArray(value) ? objectOf(value[0]) : undefined;
    return firstText(first, 'ifname') !== undefined && firstText(first, 'operstate') !== undefined;
  },
  read: (value, origin) => ({ ports: objectsOf(value).flatMap((one) => seenOf(one, origin)) }),
};
