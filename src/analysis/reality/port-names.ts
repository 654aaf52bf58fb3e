import type { Device, Port } from '#model/network.ts';
import { type Match, matchOf } from './names.ts';

/**
 * Long and short names of interface types, as Cisco's and Arista's CLIs take them. Junos' `ge-0/0/1` is a name of its own: its number
 * counts from 0.
 */
const TYPES: readonly (readonly [RegExp, string])[] = [
  [/^(fastethernet|fa)(?=\d)/, 'fa'],
  [/^(gigabitethernet|gige|gig|gi)(?=\d)/, 'gi'],
  [/^(twogigabitethernet|tw)(?=\d)/, 'tw'],
  [/^(fivegigabitethernet|fi)(?=\d)/, 'fi'],
  [/^(tengigabitethernet|tengige|ten|te)(?=\d)/, 'te'],
  [/^(twentyfivegige|twe)(?=\d)/, 'twe'],
  [/^(fortygigabitethernet|fortygige|fo)(?=\d)/, 'fo'],
  [/^(hundredgigabitethernet|hundredgige|hu)(?=\d)/, 'hu'],
  [/^(ethernet|eth|et|e)(?=\d)/, 'eth'],
  [/^(management|mgmt|ma)(?=\d)/, 'mgmt'],
  [/^(port-channel|portchannel|po)(?=\d)/, 'po'],
];

/** `Gi0/1`, `GigabitEthernet0/1` and `gigabitethernet 0/1` as one. */
export const plainPort = (name: string): string => {
  const text = name.toLowerCase().replace(/\s+/g, '');
  for (const [type, short] of TYPES) if (type.test(text)) return text.replace(type, short);
  return text;
};

/** What vendors call the management interface: NX-OS and EOS, Junos (fxp0, em0, me0, vme), Linux-based ones. */
const MANAGEMENT = /^(mgmt\d*|fxp0|em[01]|me0|vme|eth-?mgmt|management)$/;

const among = (ports: readonly Port[], test: (port: Port) => boolean): Match =>
  matchOf(ports.filter(test).map((port) => port.id));

/**
 * The port that a name means on its device: spelt alike, alike but for case, alike but for the length of the type's name, or a
 * vendor's name for the management interface of a device that has one only. Numbers are never translated.
 */
export const portOf = (device: Device, name: string): Match => {
  const wanted = plainPort(name);
  const tests: ((port: Port) => boolean)[] = [
    (port) => port.name === name,
    (port) => port.name.toLowerCase() === name.toLowerCase(),
    (port) => plainPort(port.name) === wanted,
    (port) => port.kind === 'management' && device.role !== 'management-switch' && MANAGEMENT.test(wanted),
  ];
  for (const test of tests) {
    const match = among(device.ports, test);
    if (match.kind !== 'none') return match;
  }
  return { kind: 'none' };
};

/** The outlet that a PDU calls so: by name, or by the number at the end of it. */
export const outletOf = (device: Device, name: string): Match => {
  const outlets = device.ports.filter((port) => port.kind === 'outlet');
  const exact = among(outlets, (port) => port.name.toLowerCase() === name.toLowerCase());
  if (exact.kind !== 'none') return exact;
  const number = /(\d+)$/.exec(name)?.[1];
  if (number === undefined) return { kind: 'none' };
  return among(outlets, (port) => Number(/(\d+)$/.exec(port.name)?.[1] ?? Number.NaN) === Number(number));
};

/** `p#` of `p20`, `ge-0/0/#` of `ge-0/0/7`: a name but for its last number; undefined where that has a zero in front. */
const skeleton = (name: string): string | undefined => {
  const match = /^(.*?)(0|[1-9]\d*)$/.exec(plainPort(name));
  return match && !/\d$/.test(match[1]!) ? `${match[1]}#` : undefined;
};

/**
 * A port that the inventory has no use for, so that the network does not list it: it is called like a listed one but for its last
 * number. The device names its ports so, hence it is one of them, and open.
 */
export const openPortOf = (device: Device, name: string): Port | undefined => {
  const wanted = skeleton(name);
  const like = wanted === undefined ? undefined : device.ports.find((port) => skeleton(port.name) === wanted);
  return like && { id: `${device.id}:${name}`, device: device.id, name, kind: like.kind, separate: false };
};
