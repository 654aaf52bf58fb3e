import { hasRole } from '#model/device.ts';
import type { Endpoint } from '#model/endpoint.ts';
import type { Door, Uplink } from '#model/network.ts';
import { sidebandOf } from '#model/sideband.ts';
import type { Cell, Compiling } from './context.ts';
import { admittedName } from './needs.ts';
import { across, answers, inside, joined, wayBack } from './reach.ts';
import type { FactRef } from './system.ts';

/**
 * A cell: from a vantage point, is there an ssh server at an address? `internet` is an operator's own network, `door:<gateway>`
 * an operator with that VPN, `jumphost:<device>` one who is logged in there.
 */
export const cellName = (vantage: string, ip: string): string => `cell:${cellKey(vantage, ip)}`;
/** The same without the answering end: the way there and back. */
export const wayName = (vantage: string, ip: string): string => `way:${cellKey(vantage, ip)}`;
/** What both are called without their layer. */
export const cellKey = (vantage: string, ip: string): string => `${vantage}>${ip}`;

const sshText = ({ host, address }: Endpoint): string => `ssh to ${host} at ${address.ip}`;

const defineCell = (
  compiling: Compiling,
  vantage: string,
  endpoint: Endpoint,
  way: (FactRef | undefined)[],
): void => {
  const parts = way.filter((part) => part !== undefined);
  if (parts.length !== way.length) return;
  const { facts } = compiling;
  const key = cellKey(vantage, endpoint.address.ip);
  const there = facts.all(facts.fresh('way', key), parts);
  const cell = facts.all(facts.fresh('cell', key), [there, answers(compiling, endpoint)], sshText(endpoint));
  note(compiling, endpoint, { vantage, way: there, cell });
};

/** Keeps a cell where those who come by this address look for it. */
const note = ({ cells }: Compiling, { address }: Endpoint, cell: Cell): void => {
  const known = cells.get(address.ip);
  if (known) known.push(cell);
  else cells.set(address.ip, [cell]);
};

/** The cell from a vantage point to an address, or the way there; undefined where there is none. */
export const cellFrom = (
  { cells }: Compiling,
  vantage: string,
  ip: string,
  what: 'cell' | 'way',
): number | undefined => cells.get(ip)?.find((one) => one.vantage === vantage)?.[what];

/** Packets of the Internet to the device at the uplink's end and back. */
const overUplink = (uplink: Uplink): string[] => [`transit:${uplink.provider}`, `wire:${uplink.id}`];

/** A door is open: its uplink, its gateway, its VPN server, and the rendezvous if it needs one. */
export const defineDoor = ({ topology, facts }: Compiling, door: Door): number => {
  const uplink = topology.uplinkAt(door.uplink)!;
  const daemon = door.engine === 'openvpn' ? [`service:${door.gateway}/openvpn-oob`] : [];
  const server = [`data-plane:${door.gateway}`, ...daemon];
  const own = [...overUplink(uplink), ...server, admittedName(door.id)];
  // Nothing in WireGuard tells a client that the other end is gone: the next door is a person's choice.
  const what = door.engine === 'openvpn' ? 'VPN' : 'WireGuard, a profile chosen by hand,';
  const text = `${what} to ${door.gateway} at ${door.address}:${door.port}, over ${uplink.provider}`;
  if (!door.rendezvous) return facts.all(`door:${door.id}`, own, text);
  const meeting = topology.network.uplinks.find((u) => u.device === door.rendezvous)!;
  const dial = [
    ...overUplink(meeting),
    `data-plane:${door.rendezvous}`,
    `service:${door.rendezvous}/openvpn-rdv`,
    `service:${door.gateway}/openvpn-rdv`,
  ];
  return facts.all(`door:${door.id}`, [...dial, ...own], `${text} by way of ${door.rendezvous}`);
};

/** Whether doors lead to the endpoint: gateways and jumphosts. */
export const enterable = (endpoint: Endpoint): boolean =>
  endpoint.address.network === 'management' && hasRole(endpoint.device, 'gateway', 'jumphost');

const doorCells = (compiling: Compiling, door: Door): void => {
  const vantage = `door:${door.id}`;
  for (const endpoint of compiling.endpointsNear(door.site).filter(enterable)) {
    const { id, site } = endpoint.device;
    const far = site === door.site || site === undefined ? undefined : compiling.interlink(door.site, site);
    const way =
      site === door.site
        ? [inside(compiling, door.gateway, id)]
        : [
            site === undefined ? undefined : across(compiling, door.gateway, site),
            far && inside(compiling, far.far, id),
          ];
    defineCell(compiling, vantage, endpoint, [`door:${door.id}`, ...way]);
  }
};

/** Who is logged in to a jumphost reaches its own sshd over the loopback, whatever its ports do. */
const ownCell = (compiling: Compiling, vantage: string, endpoint: Endpoint): void => {
  const { facts } = compiling;
  const { id } = endpoint.device;
  const key = cellKey(vantage, endpoint.address.ip);
  const way = facts.all(facts.fresh('way', key), [facts.ref('system', id)]);
  const parts = [way, facts.ref('service', `${id}/sshd`)];
  note(compiling, endpoint, {
    vantage,
    way,
    cell: facts.all(facts.fresh('cell', key), parts, sshText(endpoint)),
  });
};

const jumphostCells = (compiling: Compiling, jumphost: string): void => {
  const home = compiling.topology.device(jumphost);
  const vantage = `jumphost:${jumphost}`;
  const from = compiling.ownEndpoint(jumphost);
  const start = compiling.facts.ref('data-plane', jumphost);
  for (const endpoint of compiling.endpointsNear(home.site)) {
    if (endpoint.address.network !== 'management' || !from) continue;
    const { id, site } = endpoint.device;
    if (id === jumphost) ownCell(compiling, vantage, endpoint);
    else if (site === home.site)
      defineCell(compiling, vantage, endpoint, [start, joined(compiling, from.port.id, endpoint.port.id)]);
    else if (site !== undefined)
      defineCell(compiling, vantage, endpoint, [start, ...farWay(compiling, jumphost, endpoint, site)]);
  }
};

/** There over the interconnect; back by explicit routes (gateways, jumphosts) or by the shared address (all others). */
const farWay = (
  compiling: Compiling,
  jumphost: string,
  endpoint: Endpoint,
  site: string,
): (FactRef | undefined)[] => {
  const wire = compiling.interlink(compiling.topology.device(jumphost).site ?? '', site);
  if (!wire) return [undefined];
  const there = across(compiling, jumphost, site);
  if (endpoint.device.id === wire.far) return [there];
  const far = compiling.ownEndpoint(wire.far);
  const last = far && joined(compiling, far.port.id, endpoint.port.id);
  return [there, last, ...(enterable(endpoint) ? [] : [wayBack(compiling, endpoint, wire.far)])];
};

/** Production addresses behind a router, addresses on an uplink itself, and the rendezvous. */
const internetCells = (compiling: Compiling): void => {
  const { topology } = compiling;
  const uplinks = new Map(topology.network.uplinks.map((uplink) => [uplink.id, uplink]));
  for (const endpoint of compiling.endpoints) {
    const direct = topology.uplinkAt(endpoint.port.id);
    const via = endpoint.address.uplink === undefined ? undefined : uplinks.get(endpoint.address.uplink);
    if (direct && endpoint.device.role !== 'gateway' && endpoint.device.role !== 'router')
      defineCell(compiling, 'internet', endpoint, overUplink(direct));
    else if (via && via.device !== endpoint.device.id)
      defineCell(compiling, 'internet', endpoint, [
        ...overUplink(via),
        behind(compiling, via.device, endpoint),
      ]);
  }
};

/** From a router to a port of its production segment, or to a BMC behind one. The router bridges its own ports. */
const behind = (
  { topology, facts }: Compiling,
  router: string,
  { port, device }: Endpoint,
): number | undefined => {
  const sideband = port.kind === 'bmc' ? sidebandOf(device, topology.cableAt) : undefined;
  const at = topology.attachment(sideband?.always ? sideband.nic.id : port.id);
  const path = at && topology.switchPath(router, at.switch);
  if (!path || at.cable === undefined) return undefined;
  const name = `behind:${router}~${port.id}`;
  const parts = [at.cable, ...path.cables].map((cable) => `wire:${cable}`);
  return facts.all(name, [...parts, ...path.switches.map((device) => `data-plane:${device}`)]);
};

/** Defines every cell that can ever hold. A pair of vantage point and address without a cell never answers. */
export const defineCells = (compiling: Compiling): void => {
  for (const door of compiling.topology.network.doors) {
    defineDoor(compiling, door);
    doorCells(compiling, door);
  }
  for (const jumphost of compiling.jumphosts) jumphostCells(compiling, jumphost);
  internetCells(compiling);
};

/** Every vantage point of the network, in the order that an operator would try them. */
export const vantages = ({ topology, jumphosts }: Pick<Compiling, 'topology' | 'jumphosts'>): string[] => [
  'internet',
  ...topology.network.doors.map((door) => `door:${door.id}`),
  ...jumphosts.map((jumphost) => `jumphost:${jumphost}`),
];
