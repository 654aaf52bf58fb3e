import type { Device } from '#model/network.ts';
import { cabled, farEnd, NETWORK_PORTS, waitsForSwitch } from './_cabling.ts';
import { byRack } from './_groups.ts';
import { someOf } from './_text.ts';
import type { Remark, Rule, RuleContext } from './rule.ts';

const ONE = 'one network connection';
const EXPECTED = 'expected two: one for production, one for management';

/** What ails it is a missing management switch (R01), or a BMC without a port of its own (R04). */
const isLeftToOthers = (context: RuleContext, device: Device): boolean =>
  waitsForSwitch(context, device) || device.bmc === 'shared';

const check = (context: RuleContext): Remark[] =>
  context.network.devices
    .filter((device) => device.role === 'server' && !isLeftToOthers(context, device))
    .flatMap((device) => {
      const ports = cabled(context, device, NETWORK_PORTS);
      if (ports.length > 1) return [];
      const ends = someOf(ports.map((port) => farEnd(context, port)));
      const [what, where] = ports.length === 0 ? ['no network connection', ''] : [ONE, `, to ${ends}`];
      return [
        {
          on: device.id,
          place: device.place,
          text: `"${device.id}" has ${what}${where}, ${EXPECTED}`,
          group: byRack(context, device, (names) => `${names} have ${what} each${where}, ${EXPECTED}`),
        },
      ];
    });

/** T08: a server never has just one network connection, because this one will fail. */
export const noSingleNic: Rule = {
  id: 'R02',
  name: 'no-single-nic',
  title: 'every server has two network connections',
  severity: 'error',
  from: 'a',
  sources: ['T08'],
  profiles: ['talk'],
  check,
};
