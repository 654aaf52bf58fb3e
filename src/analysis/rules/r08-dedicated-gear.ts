import type { Cable, Device } from '#model/network.ts';
import { MANAGEMENT_ROLES } from '#model/role.ts';
import { cabled } from './_cabling.ts';
import type { Group, Remark, Rule, RuleContext } from './rule.ts';

const EXPECTED = 'expected gear that carries management only';

/** Of a gateway or jumphost only a data port counts: its management port on production is R01's care. */
const productionCables = (context: RuleContext, device: Device): Cable[] =>
  cabled(context, device, ['data', 'management'])
    .filter(({ port, cable }) => cable.kind === 'production' && cableCounts(device, port.kind))
    .map(({ cable }) => cable);

const cableCounts = (device: Device, kind: string): boolean =>
  device.role === 'management-switch' || kind === 'data';

const otherEnd = (cable: Cable, device: Device): string =>
  cable.a.startsWith(`${device.id}:`) ? cable.b : cable.a;

const groupOf = (device: Device): Group => ({
  within: [device],
  text: (names) => `"${device.id}" carries production as well, to ${names}, ${EXPECTED}`,
});

const cableRemarks = (context: RuleContext, device: Device): Remark[] =>
  productionCables(context, device).map((cable) => {
    const end = otherEnd(cable, device);
    return {
      on: end,
      place: cable.place,
      text: `"${device.id}" carries production as well, to "${end}", ${EXPECTED}`,
      group: groupOf(device),
    };
  });

const uplinkRemarks = ({ topology }: RuleContext, device: Device): Remark[] =>
  device.ports
    .map((port) => topology.uplinkAt(port.id))
    .filter((uplink) => uplink !== undefined)
    .filter((uplink) => uplink.purpose === 'production')
    .map((uplink) => ({
      on: uplink.id,
      place: uplink.place,
      text: `"${device.id}" carries the production uplink to "${uplink.provider}" as well, ${EXPECTED}`,
      hint: 'end the uplink on a router, or write "purpose: management" if it is none of production\'s',
    }));

/** T15, T16: dedicated equipment. A VLAN on production's gear fails with production. */
export const dedicatedGear: Rule = {
  id: 'R08',
  name: 'dedicated-gear',
  title: 'management gear carries no production',
  severity: 'error',
  from: 'b',
  sources: ['T15', 'T16', 'CISA24'],
  profiles: ['talk', 'cisa'],
  check: (context) =>
    context.network.devices
      .filter((device) => MANAGEMENT_ROLES.has(device.role))
      .flatMap((device) => [...cableRemarks(context, device), ...uplinkRemarks(context, device)]),
};
