import type { Device, Port, Site } from '#model/network.ts';
import { NETWORK_ROLES } from '#model/role.ts';
import { writtenAt } from './_cabling.ts';
import { byRack, bySite } from './_groups.ts';
import { someOf } from './_text.ts';
import { thenWired } from './_wiring.ts';
import type { Remark, Rule, RuleContext } from './rule.ts';

const ONE_EACH = 'expected one for each feed';
const EXPECTED = 'expected an outlet of a PDU';
const addPdus = (context: RuleContext): string =>
  thenWired(context, 'add "pdu[1-2]: pdu" to the rack or its template', 'power ports are plugged into them');

const isSwitched = ({ topology }: RuleContext, port: Port): boolean =>
  topology.peer(port.id)?.kind === 'outlet';

/** Power ports that count: those plugged in; of a device with nothing plugged in, all. */
const powerPorts = ({ topology }: RuleContext, device: Device): Port[] => {
  const ports = device.ports.filter((port) => port.kind === 'power');
  const plugged = ports.filter((port) => topology.cableAt(port.id));
  return plugged.length > 0 ? plugged : ports;
};

/** Devices of which some power supply cannot be switched: then none of its outlets resets it. */
const unswitched = (context: RuleContext, site: Site): { device: Device; ports: Port[] }[] =>
  context
    .devicesAt(site.id)
    .filter((device) => NETWORK_ROLES.has(device.role) || device.role === 'server')
    .map((device) => ({
      device,
      ports: powerPorts(context, device).filter((port) => !isSwitched(context, port)),
    }))
    .filter(({ ports }) => ports.length > 0);

/** `"psu1" plugged into "feed:zrh1/A"`. */
const where = ({ topology }: RuleContext, ports: readonly Port[]): string => {
  const names = someOf(ports.map((port) => port.name));
  const cables = ports.map((port) => ({ port, cable: topology.cableAt(port.id) }));
  const ends = cables.flatMap(({ port, cable }) => (cable ? [cable.a === port.id ? cable.b : cable.a] : []));
  return ends.length === 0 ? `nothing plugged into ${names}` : `${names} plugged into ${someOf(ends)}`;
};

const hintFor = (context: RuleContext, device: Device): { hint?: string } => {
  const rack = device.rack ?? '';
  const hasPdu = context.devicesAt(rack, 'pdu').length > 0;
  return hasPdu ? {} : { hint: addPdus(context) };
};

const remarks = (context: RuleContext, site: Site): Remark[] =>
  unswitched(context, site).map(({ device, ports }) => {
    const what = where(context, ports);
    return {
      on: device.id,
      place: writtenAt(
        device,
        ports.map((port) => context.topology.cableAt(port.id)),
      ),
      text: `"${device.id}" has ${what}, ${EXPECTED}`,
      ...hintFor(context, device),
      group: byRack(context, device, (names) => `${names} have ${what}, ${EXPECTED}`),
    };
  });

const withoutPdu = (context: RuleContext, site: Site): Remark[] =>
  unswitched(context, site).map(({ device }) => ({
    on: device.id,
    place: device.place,
    text: `"${device.id}" has no PDU in its site to switch it, ${ONE_EACH}`,
    hint: addPdus(context),
    group: bySite(
      context,
      device,
      (names) => `${names} have no PDU in their site to switch them, ${ONE_EACH}`,
    ),
  }));

/** T49: sometimes a hard reset is the only way to fix a problem. */
export const switchedPower: Rule = {
  id: 'R34',
  name: 'switched-power',
  title: 'every network device and server can be switched off and on from afar',
  severity: 'warning',
  from: 'b',
  sources: ['T49', 'T50', 'INC-OPTUS'],
  profiles: ['talk'],
  check: (context) =>
    context.network.sites.flatMap((site) =>
      context.devicesAt(site.id, 'pdu').length > 0 ? remarks(context, site) : withoutPdu(context, site),
    ),
};
