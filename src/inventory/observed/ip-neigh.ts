import type { Binding } from '#model/observed.ts';
import type { Format, Origin } from './format.ts';
import { firstText, type Json, member, objectOf, objectsOf } from './json.ts';
import { isOwnMac, macOf } from './mac.ts';

/** ip-neighbour(8): what is `FAILED` or `INCOMPLETE` did not answer; an `lladdr` beside it is an old one. */
const bindingOf = (one: Json, { by }: Origin): Binding[] => {
  const address = firstText(one, 'dst');
  const mac = macOf(firstText(one, 'lladdr'));
  const state = member(one, 'state');
  const dead = Array.isArray(state) && state.some((s) => s === 'FAILED' || s === 'INCOMPLETE');
  return address && mac && !dead && isOwnMac(mac) ? [{ address, mac, by }] : [];
};

/** iproute2's `ip -j neigh`: a list of `{dst, dev, lladdr, state}`. It is nobody's cable, but says whose a MAC address is. */
export const ipNeigh: Format = {
  id: 'ip-neigh',
  command: 'ip -j neigh',
  needsDevice: false,
  detect: (value) => {
    const first = Array.isArray(value) ? objectOf(value[0]) : undefined;
    return firstText(first, 'dst') !== undefined && firstText(first, 'dev') !== undefined;
  },
  read: (value, origin) => ({ bindings: objectsOf(value).flatMap((one) => bindingOf(one, origin)) }),
};
