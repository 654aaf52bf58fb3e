import type { Place } from '#base/place.ts';
import type { Device } from '#model/network.ts';
import { type Cabled, managementPorts, productionPorts, writtenAt } from './_cabling.ts';
import { byRack } from './_groups.ts';
import type { Remark, Rule, RuleContext } from './rule.ts';

type Said = { readonly what: string; readonly expected: string };
type Clash = Said & { readonly place: Place };

const OWN_SWITCH = 'expected another switch in another network';

/** A provider's port is a network of the provider's, unless he says that it is a management LAN. */
const sameProvider = (context: RuleContext, a: Cabled, b: Cabled): Said | undefined => {
  const [left, right] = [context.topology.uplinkAt(a.port.id), context.topology.uplinkAt(b.port.id)];
  if (!left || !right || left.landlord || left.provider !== right.provider) return undefined;
  const what = `"${a.port.name}" and "${b.port.name}" both in the network of "${left.provider}"`;
  return { what, expected: 'expected management in another network' };
};

/** On the same switch, or on two that carry the same network. A cable on a management switch is R08's care. */
const sameSegment = ({ topology }: RuleContext, a: Cabled, b: Cabled): Said | undefined => {
  const [left, right] = [topology.attachment(a.port.id)?.switch, topology.attachment(b.port.id)?.switch];
  if (!left || !right || topology.device(left).role === 'management-switch') return undefined;
  const ports = `"${a.port.name}" and "${b.port.name}"`;
  if (left === right) return { what: `${ports} both on "${left}"`, expected: OWN_SWITCH };
  if (!topology.switchPath(left, right)) return undefined;
  return { what: `${ports} in one network, on "${left}" and "${right}"`, expected: OWN_SWITCH };
};

/** A BMC without a port for itself is R69's. */
const hasSharedBmc = ({ bmc }: Device): boolean => bmc === 'shared' || bmc === 'failover';

/** Where to mend it: at what a person wrote of the management port, or else of the production port. */
const placeOf = ({ topology }: RuleContext, device: Device, a: Cabled, b: Cabled): Place =>
  topology.uplinkAt(a.port.id)?.place ?? writtenAt(device, [a.cable, b.cable]);

const clashOf = (context: RuleContext, device: Device): Clash | undefined => {
  const production = productionPorts(context, device);
  const pairs = managementPorts(context, device).flatMap((a) => production.map((b) => ({ a, b })));
  for (const { a, b } of pairs) {
    const said = sameProvider(context, a, b) ?? sameSegment(context, a, b);
    if (said) return { ...said, place: placeOf(context, device, a, b) };
  }
  return undefined;
};

const check = (context: RuleContext): Remark[] =>
  context.network.devices
    .filter((device) => device.role === 'server' && !hasSharedBmc(device))
    .flatMap((device) => {
      const clash = clashOf(context, device);
      if (!clash) return [];
      const { what, expected, place } = clash;
      return [
        {
          on: device.id,
          place,
          text: `"${device.id}" has ${what}, ${expected}`,
          group: byRack(context, device, (names) => `${names} have ${what}, ${expected}`),
        },
      ];
    });

/** T10: not connected to the same switch in the same network (facepalm alert). */
export const nicDiverse: Rule = {
  id: 'R04',
  name: 'nic-diverse',
  title: 'a server hangs its management on another switch and network than its production',
  severity: 'error',
  from: 'a',
  sources: ['T10', 'RFC 3871 2.3.5'],
  profiles: ['talk'],
  check,
};
