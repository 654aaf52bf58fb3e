import type { Cable, Device, Port } from '#model/network.ts';
import { MANAGEMENT_ROLES, SWITCH_ROLES } from '#model/role.ts';
import { cabled } from './_cabling.ts';
import type { Group, Remark, Rule, RuleContext } from './rule.ts';

const EXPECTED = 'expected gear that carries management only';

/** Of a gateway or jumphost only a data port counts: its management port on production is R01's care. */
const productionCables = (context: RuleContext, device: Device): Cable[] =>
  cabled(context, device, ['data', 'management'])
    .filter(({ port, cable }) => cable.kind === 'production' && cableCounts(device, port.kind))
    .filter(({ port }) => device.role !== 'management-switch' || !joinsNetworks(context, port))
    .map(({ cable }) => cable);

/** A cable to another switch or to a router makes one network of two, which R07 says. */
const joinsNetworks = ({ topology }: RuleContext, port: Port): boolean => {
  const peer = topology.peer(port.id);
  const role = peer && !peer.separate && !port.separate ? topology.device(peer.device).role : undefined;
  return role !== undefined && (SWITCH_ROLES.has(role) || role === 'router');
};

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
