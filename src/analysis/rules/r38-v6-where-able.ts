import { speaksIpv6 } from '#addressing/ipv6.ts';
import type { Device, Network } from '#model/network.ts';
import { onEach, type Said } from './_remark.ts';
import type { Remark, Rule, RuleContext } from './rule.ts';

/** Ports that a person says have IPv6, or the device as a whole. */
const said = ({ ipv6, ports }: Device): boolean => ipv6 === true || ports.some((port) => port.ipv6 === true);

/** What a device type says of itself; `undefined`: nobody asked it. */
const ofType = ({ ipv6 }: Network, { type }: Device): boolean | undefined => ipv6?.types[type ?? ''];

/** Whose IPv6 is ours to know: a box that we configure ourselves. */
const isOurs = ({ rendered, ports }: Device): boolean =>
  rendered && !ports.some((port) => port.kind === 'bmc' && port.ipv6 === true);

const fault = (network: Network, device: Device): Said | undefined => {
  if (!network.ipv6 || !said(device) || isOurs(device)) return undefined;
  const type = ofType(network, device);
  if (type === true) return undefined;
  const expected = 'expected it where the device type can only';
  if (type === false) return { what: `has IPv6, and type "${device.type}" has none`, expected };
  return {
    what: 'has IPv6, and nobody says that its device type can',
    expected,
    hint:
      device.type === undefined
        ? 'write its "type", and "ipv6: { types: … }" for all of that type'
        : `write "ipv6: { types: { ${device.type}: yes } }" once it was tried`,
  };
};

const check = (context: RuleContext): Remark[] =>
  onEach(context, context.network.devices, (device) => fault(context.network, device));

/** Devices of others that have IPv4 only because nobody said what they can. */
const unasked = ({ network }: RuleContext): string[] => {
  const { ipv6 } = network;
  if (!ipv6) return [];
  const count = network.devices.filter(
    (device) =>
      device.ipv6 === undefined &&
      ofType(network, device) === undefined &&
      device.ports.some(
        (port) =>
          ['management', 'bmc'].includes(port.kind) &&
          port.ipv6 === undefined &&
          !speaksIpv6(ipv6, device, port),
      ),
  ).length;
  return count === 0 ? [] : [`of ${count} devices nobody says whether they can; they have IPv4 only`];
};

/**
 * T52: "If your equipment supports IPv6, go for it! But most likely, the IPv6 support on many special devices (like IPMI adapters) is poor
 * to non existent". IPv6 alone cannot be written: the plan gives IPv4 to everything that it gives an address.
 */
export const v6WhereAble: Rule = {
  id: 'R38',
  name: 'v6-where-able',
  title: 'IPv6 stands beside IPv4, and only where the device type can',
  severity: 'info',
  from: 'b',
  sources: ['T52'],
  profiles: ['talk'],
  check,
  unjudged: unasked,
};
