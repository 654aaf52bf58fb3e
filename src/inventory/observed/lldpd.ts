import { isIP } from 'node:net';
import type { FarEnd, Neighbour } from '#model/observed.ts';
import type { Format, Origin } from './format.ts';
import { type Json, member, objectOf, objectsOf, textOf } from './json.ts';
import { macOf } from './mac.ts';

/**
 * lldpd's `json` (lldpctl(8), "-f format"): what has a name becomes a key, and a list of one becomes its element. Seen with
 * lldpd 1.0.16: `interface` is a list of `{eth0: {...}}`, or one such object; `chassis` is `{name: {...}}`, or bare without name.
 */
const named = (value: unknown): [string, Json][] =>
  objectsOf(value).flatMap((one) =>
    Object.keys(one).flatMap((name): [string, Json][] => {
      const inner = objectOf(one[name]);
      return inner === undefined ? [] : [[name, inner]];
    }),
  );

/** `"10.1.0.3"` or a list of such. */
const texts = (value: unknown): string[] =>
  (Array.isArray(value) ? value : [value]).flatMap((one) => textOf(one) ?? []);

const idOf = (value: unknown): { type: string | undefined; value: string | undefined } => ({
  type: textOf(member(member(value, 'id'), 'type')),
  value: textOf(member(member(value, 'id'), 'value')),
});

/** The chassis of a neighbour and its name, if it tells one. */
const chassisOf = (value: unknown): { name?: string; chassis: Json } => {
  const bare = objectOf(value) ?? {};
  if (objectOf(member(bare, 'id')) && textOf(member(member(bare, 'id'), 'type'))) return { chassis: bare };
  const [name, chassis] = named(value)[0] ?? ['', {}];
  return { chassis, ...(textOf(name) === undefined ? {} : { name: textOf(name)! }) };
};

/** Linux' lldpd names a port by its MAC address and gives the interface's name as description; switches do it the other way round. */
export const portsOf = (
  type: string | undefined,
  value: string | undefined,
  descr: string | undefined,
): string[] => (type === 'mac' ? [descr, value] : [value, descr]).filter((text) => text !== undefined);

export const farOf = (
  name: string | undefined,
  chassis: { type: string | undefined; value: string | undefined },
  addresses: readonly string[],
  ports: readonly string[],
): FarEnd => {
  const mac = macOf(chassis.type === 'mac' || chassis.type === undefined ? chassis.value : undefined);
  const known = name ?? (mac === undefined ? chassis.value : undefined);
  return {
    addresses: addresses.filter((address) => isIP(address) > 0),
    ports,
    ...(known === undefined ? {} : { name: known }),
    ...(mac === undefined ? {} : { mac }),
  };
};

const neighbourOf = ([port, value]: [string, Json], { device = '', by }: Origin): Neighbour => {
  const { name, chassis } = chassisOf(member(value, 'chassis'));
  const far = member(value, 'port');
  const { type, value: id } = idOf(far);
  const ports = portsOf(type, id, textOf(member(far, 'descr')));
  return { device, port, far: farOf(name, idOf(chassis), texts(member(chassis, 'mgmt-ip')), ports), by };
};

/** `lldpctl -f json`, `lldpcli show neighbors -f json`. */
export const lldpd: Format = {
  id: 'lldpd',
  command: 'lldpctl -f json',
  needsDevice: true,
  detect: (value) => objectOf(member(value, 'lldp')) !== undefined,
  read: (value, origin) => ({
    neighbours: named(member(member(value, 'lldp'), 'interface')).map((one) => neighbourOf(one, origin)),
  }),
};
