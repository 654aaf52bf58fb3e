import type { Device } from '#model/network.ts';
import { cabled, managementPorts, NETWORK_PORTS, waitsForSwitch } from './_cabling.ts';
import { byRack } from './_groups.ts';
import type { Remark, Rule, RuleContext } from './rule.ts';

const EXPECTED = 'expected a BMC, or a management port of its own, on the management network';

/** R02 speaks of servers with one connection, R04 of shared BMCs, R01 of sites without a management switch. */
const isConcerned = (context: RuleContext, device: Device): boolean =>
  device.role === 'server' &&
  device.bmc !== 'shared' &&
  !waitsForSwitch(context, device) &&
  cabled(context, device, NETWORK_PORTS).length > 1 &&
  managementPorts(context, device).length === 0;

const NONE = 'neither BMC nor management port';

/** What the server has where its management connection should be. */
const lacking = (device: Device): string => {
  const port = device.ports.find((p) => p.kind === 'bmc' || p.kind === 'management');
  return port ? `nothing plugged into "${port.name}"` : NONE;
};

const OWN_PORT = 'write "management: namespace" for a server without BMC: a port of its own for management';
const PLUG_IN = 'plug it into a management switch, or into a landlord\'s management LAN ("landlord: true")';

const check = (context: RuleContext): Remark[] =>
  context.network.devices
    .filter((device) => isConcerned(context, device))
    .map((device) => {
      const what = lacking(device);
      return {
        on: device.id,
        place: device.place,
        text: `"${device.id}" has ${what}, ${EXPECTED}`,
        hint: what === NONE ? OWN_PORT : PLUG_IN,
        group: byRack(context, device, (names) => `${names} have ${what}, ${EXPECTED}`),
      };
    });

/** T09: at least production and IPMI. Whether a server has production at all is not our question. */
export const prodPlusBmc: Rule = {
  id: 'R03',
  name: 'prod-plus-bmc',
  title: 'every server has a management connection beside production',
  severity: 'error',
  from: 'a',
  sources: ['T09', 'INC-CROWD'],
  profiles: ['talk'],
  check,
};
