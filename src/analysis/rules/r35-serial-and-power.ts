import type { Device } from '#model/network.ts';
import { NETWORK_ROLES } from '#model/role.ts';
import { hasSerialLine } from './_cabling.ts';
import { onEach } from './_remark.ts';
import type { Remark, Rule, RuleContext } from './rule.ts';

/** Network devices are R33's and R34's; a BMC is console and power button in one. */
const isConcerned = (device: Device): boolean =>
  !NETWORK_ROLES.has(device.role) && device.ports.some((port) => port.kind === 'console');

/** Every power inlet that is plugged in hangs on an outlet. */
const isSwitched = ({ topology }: RuleContext, device: Device): boolean => {
  const plugged = device.ports.filter((port) => port.kind === 'power' && topology.cableAt(port.id));
  return plugged.length > 0 && plugged.every((port) => topology.peer(port.id)?.kind === 'outlet');
};

const check = (context: RuleContext): Remark[] =>
  onEach(context, context.network.devices.filter(isConcerned), (device) => {
    const [line, power] = [hasSerialLine(context, device), isSwitched(context, device)];
    if (line === power) return undefined;
    const what = line
      ? 'has a serial line and no switched outlets'
      : 'has switched outlets and no serial line to see what it does after a reset';
    return { what, expected: 'expected both' };
  });

/** T50: a remote manageable power bar combined with a serial server solves really nasty situations. */
export const serialAndPower: Rule = {
  id: 'R35',
  name: 'serial-and-power',
  title: 'what has a serial line can be switched, and the other way round',
  severity: 'warning',
  from: 'b',
  sources: ['T50'],
  profiles: ['talk'],
  after: ['R33', 'R34'],
  check,
};
