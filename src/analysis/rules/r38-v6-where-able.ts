import { hasRole } from '#model/device.ts';
import type { Port } from '#model/network.ts';
import { onDevice } from './_remark.ts';
import type { Remark, Rule, RuleContext } from './rule.ts';

/** A port whose only management address is of version 6. */
const isV6Only = ({ network }: RuleContext, port: Port): boolean => {
  const own = network.addresses.filter(
    (address) => address.port === port.id && address.network === 'management',
  );
  return own.length > 0 && own.every(({ ip }) => ip.includes(':'));
};

const check = (context: RuleContext): Remark[] =>
  context.network.devices.flatMap((device) =>
    device.ports
      .filter((port) => port.kind === 'bmc' || (port.kind === 'management' && hasRole(device, 'pdu')))
      .filter((port) => port.address?.includes(':') && isV6Only(context, port))
      .map((port) =>
        onDevice(context, device, {
          what: `has "${port.name}" on IPv6 alone`,
          expected: 'expected IPv4 as well, which such devices speak for sure',
        }),
      ),
  );

/** T52: IPv6 is poor to non existent on many special devices, so IPv4 is the safer option. */
export const v6WhereAble: Rule = {
  id: 'R38',
  name: 'v6-where-able',
  title: 'no BMC or PDU is reached by IPv6 alone',
  severity: 'info',
  from: 'a',
  sources: ['T52'],
  profiles: ['talk'],
  check,
};
