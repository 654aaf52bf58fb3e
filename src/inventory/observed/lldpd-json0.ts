import type { Neighbour } from '#model/observed.ts';
import type { Format, Origin } from './format.ts';
import { type Json, member, objectsOf, textOf } from './json.ts';
import { farOf, portsOf } from './lldpd.ts';

/** lldpd's `json0` (lldpctl(8)): every element is a list of objects, text stands in their `value`, whatever there is of it. */
const value0 = (holder: unknown, key: string): string | undefined =>
  textOf(member(objectsOf(member(holder, key))[0], 'value'));

const idOf = (holder: unknown) => {
  const id = objectsOf(member(holder, 'id'))[0];
  return { type: textOf(member(id, 'type')), value: textOf(member(id, 'value')) };
};

const neighbourOf = (one: Json, { device = '', by }: Origin): Neighbour[] => {
  const port = textOf(member(one, 'name'));
  if (port === undefined) return [];
  const chassis = objectsOf(member(one, 'chassis'))[0];
  const far = objectsOf(member(one, 'port'))[0];
  const { type, value } = idOf(far);
  const addresses = objectsOf(member(chassis, 'mgmt-ip')).flatMap((ip) => textOf(member(ip, 'value')) ?? []);
  const ports = portsOf(type, value, value0(far, 'descr'));
  return [{ device, port, far: farOf(value0(chassis, 'name'), idOf(chassis), addresses, ports), by }];
};

/** `lldpctl -f json0`, and `json` of lldpd before 0.9.8, which had the same shape. */
export const lldpdJson0: Format = {
  id: 'lldpd-json0',
  command: 'lldpctl -f json0',
  needsDevice: true,
  detect: (value) => Array.isArray(member(value, 'lldp')),
  read: (value, origin) => ({
    neighbours: objectsOf(member(value, 'lldp'))
      .flatMap((one) => objectsOf(member(one, 'interface')))
      .flatMap((one) => neighbourOf(one, origin)),
  }),
};
