import type { Device, Site } from '#model/network.ts';
import { NETWORK_ROLES } from '#model/role.ts';
import { hasSerialLine, writtenAt } from './_cabling.ts';
import { byRack, bySite } from './_groups.ts';
import { thenWired } from './_wiring.ts';
import type { Remark, Rule, RuleContext } from './rule.ts';

const EXPECTED = 'expected a console server';
const LAST_RESORT = 'expected one as last resort';

/** Network devices that have a console port and no line to it. */
const silent = (context: RuleContext, site: Site): Device[] =>
  context
    .devicesAt(site.id)
    .filter((device) => NETWORK_ROLES.has(device.role) && device.ports.some((p) => p.kind === 'console'))
    .filter((device) => !hasSerialLine(context, device));

/** A console port that hangs on something else than a console server, or on nothing. */
const what = ({ topology }: RuleContext, device: Device): string => {
  const port = device.ports.find((p) => p.kind === 'console')!;
  const peer = topology.peer(port.id);
  return peer ? `its "${port.name}" port on "${peer.id}"` : `nothing plugged into "${port.name}"`;
};

const remarks = (context: RuleContext, devices: readonly Device[]): Remark[] =>
  devices.map((device) => {
    const lack = what(context, device);
    return {
      on: device.id,
      place: writtenAt(
        device,
        device.ports.filter((p) => p.kind === 'console').map((p) => context.topology.cableAt(p.id)),
      ),
      text: `"${device.id}" has ${lack}, ${EXPECTED}`,
      group: byRack(context, device, (names) => `${names} have ${lack}, ${EXPECTED}`),
    };
  });

const withoutServer = (context: RuleContext, devices: readonly Device[]): Remark[] =>
  devices.map((device) => ({
    on: device.id,
    place: device.place,
    text: `"${device.id}" has no console server in its site, ${LAST_RESORT}`,
    hint: thenWired(context, 'add "cs1: console-server" to the main rack', 'console ports are wired to it'),
    group: bySite(
      context,
      device,
      (names) => `${names} have no console server in their site, ${LAST_RESORT}`,
    ),
  }));

/** T46 to T48: management interfaces fail too; the serial line is the last resort, and shows the boot. */
export const serialLastResort: Rule = {
  id: 'R33',
  name: 'serial-last-resort',
  title: 'every network device has its console on a console server',
  severity: 'error',
  from: 'b',
  sources: ['T46', 'T47', 'T48', 'RFC 3871 2.3.1', 'INC-OPTUS'],
  profiles: ['talk'],
  check: (context) =>
    context.network.sites.flatMap((site) => {
      const devices = silent(context, site);
      const served = context.devicesAt(site.id, 'console-server').length > 0;
      return served ? remarks(context, devices) : withoutServer(context, devices);
    }),
};
