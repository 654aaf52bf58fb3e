import type { Endpoint } from '#model/endpoint.ts';
import type { Verb } from '#model/failure.ts';
import type { Device, Network } from '#model/network.ts';
import { lineDaemonOf } from '#model/service.ts';
import { cellFrom, openToDoors } from './cells.ts';
import type { Compiling, NearJumphost } from './context.ts';
import { loginOf } from './logins.ts';
import { needsOf } from './needs.ts';
import type { FactBuilder, FactRef } from './system.ts';

/** The fact that an operator has the verb on the device, out of band. */
export const verbName = (verb: Verb, device: string): string => `${verb}:${device}`;
/**
 * The fact that an operator reaches a device's power as long as it is on. Defined where that is not enough, for the way is through the
 * device itself.
 */
export const whileOnName = (device: string): string => `${WHILE_ON}:${device}`;
export const WHILE_ON = 'power-while-on';
export const inBandName = (device: string): string => `in-band-ssh:${device}`;

const CLIENT = "the operator's ssh_config names every way: a fresh connection by the next one";

export const OTHER_WAY = 'the operator tries the other way';

/** What it takes to define a verb once its ways are there. */
export interface VerbGround {
  readonly facts: FactBuilder;
  readonly network: Pick<Network, 'dependencies'>;
}

/**
 * The verb holds by any of the ways, if what the site's access depends on is there; and for ssh, if the login at the device itself lets people
 * in.
 */
export const defineVerb = (
  { facts, network }: VerbGround,
  layer: string,
  { id, site }: Device,
  ways: readonly FactRef[],
  mechanism: string,
): void => {
  const needs = site === undefined ? undefined : needsOf({ network }, site);
  const login = layer === 'ssh' ? loginOf(network, id) : undefined;
  const fact = facts.ref(layer, id);
  if (needs === undefined && login === undefined) {
    facts.any(fact, ways, mechanism);
    return;
  }
  const way = facts.any(facts.ref(`ways-of-${layer}`, id), ways, mechanism);
  facts.all(
    fact,
    [needs, way, login].filter((part) => part !== undefined),
  );
};

/** An operator can log in to the jumphost, by any door. */
const defineEntries = (compiling: Compiling): void => {
  const { facts, topology } = compiling;
  for (const jumphost of compiling.jumphosts) {
    const ip = compiling.ownEndpoint(jumphost)?.address.ip;
    const cells = compiling
      .doorsNear(topology.device(jumphost).site)
      .map((door) => cellFrom(compiling, `door:${door.id}`, ip ?? '', 'cell'))
      .filter((cell) => cell !== undefined);
    const login = loginOf(topology.network, jumphost);
    const enter = facts.ref('enter', jumphost);
    if (login === undefined) facts.any(enter, cells, CLIENT);
    else facts.all(enter, [facts.any(facts.ref('doors-to', jumphost), cells, CLIENT), login]);
  }
};

/** Jumphosts of the endpoint's own site first, each with its vantage point. */
const nearFirst = (compiling: Compiling, site: string | undefined): readonly NearJumphost[] => {
  const known = compiling.nearFirst.get(site);
  if (known) return known;
  const made = compiling.jumphostsNear(site).map((id) => ({ id, vantage: `jumphost:${id}` }));
  compiling.nearFirst.set(site, made);
  return made;
};

/** It has an address of production, where it is reached without any door as long as production works. */
const isInBand = (endpoint: Endpoint): boolean => endpoint.address.network === 'production';

/**
 * An operator reaches the endpoint: straight through a door, on a landlord's LAN, over production, or by a jumphost. With `way` only the
 * way there counts, not whether the end answers.
 */
export const reached = (compiling: Compiling, endpoint: Endpoint, what: 'cell' | 'way'): number => {
  const { facts, topology } = compiling;
  const { ip } = endpoint.address;
  const layer = what === 'cell' ? 'reached' : 'reachable';
  const known = compiling.reached[what].get(ip);
  if (known !== undefined) return known;
  const from = (vantage: string) => cellFrom(compiling, vantage, ip, what);
  const doors = openToDoors(compiling, endpoint) ? compiling.doorsNear(endpoint.device.site) : [];
  const direct = doors.map((door) => from(`door:${door.id}`));
  const outside = topology.uplinkAt(endpoint.port.id)?.landlord || isInBand(endpoint);
  const open = outside ? from('internet') : undefined;
  const jumps = nearFirst(compiling, endpoint.device.site).map(({ id, vantage }) => {
    const cell = id === endpoint.device.id ? undefined : from(vantage);
    return cell === undefined
      ? undefined
      : facts.all(facts.fresh(layer, `${ip}/${id}`), [facts.ref('enter', id), cell]);
  });
  const ways = [...direct, open, ...jumps].filter((way) => way !== undefined);
  const made = facts.any(facts.fresh(layer, ip), ways, CLIENT);
  compiling.reached[what].set(ip, made);
  return made;
};

const isOutOfBand = (compiling: Compiling, endpoint: Endpoint): boolean =>
  endpoint.address.network === 'management' ||
  compiling.topology.uplinkAt(endpoint.port.id)?.landlord === true;

/** A login out of band. On a landlord's LAN nothing before it has asked for a key, as a door has, so it does. */
const loggedInto = (compiling: Compiling, endpoint: Endpoint): number => {
  const { facts, topology } = compiling;
  const there = reached(compiling, endpoint, 'cell');
  const open = topology.uplinkAt(endpoint.port.id)?.landlord && topology.network.operators.length > 0;
  return open ? facts.all(facts.ref('keyed', endpoint.address.ip), [there, 'operators']) : there;
};

const defineSsh = (compiling: Compiling, device: Device, own: readonly Endpoint[]): void => {
  const { facts } = compiling;
  const systems = own.filter((e) => isOutOfBand(compiling, e) && e.port.kind !== 'bmc');
  const ways = systems.map((e) => loggedInto(compiling, e));
  defineVerb(compiling, 'ssh', device, ways, CLIENT);
  const production = own
    .filter((e) => !isOutOfBand(compiling, e) && e.port.kind !== 'bmc')
    .map((e) => cellFrom(compiling, 'internet', e.address.ip, 'cell'))
    .filter((cell) => cell !== undefined);
  facts.any(facts.fresh('in-band-ssh', device.id), production, CLIENT);
};

/** Console lines to a console server other than the device itself, and serial over LAN through the BMC. */
const defineConsole = (compiling: Compiling, device: Device, bmcs: readonly Endpoint[]): void => {
  const { facts, topology } = compiling;
  const lines = device.ports
    .filter((port) => port.kind === 'console')
    .flatMap((port) => {
      const cable = topology.cableAt(port.id);
      const server = topology.peer(port.id)?.device;
      const end = server === undefined ? undefined : compiling.ownEndpoint(server);
      if (!cable || !end || server === undefined || server === device.id) return [];
      const login = loginOf(topology.network, server);
      const parts = [
        reached(compiling, end, 'cell'),
        ...(login === undefined ? [] : [login]),
        facts.ref('service', `${server}/${lineDaemonOf(topology.device(server))}`),
        facts.ref('wire', cable.id),
        facts.ref('prompt', device.id),
      ];
      return [facts.all(facts.fresh('line', port.id), parts, `console line ${topology.peer(port.id)!.id}`)];
    });
  const sol = bmcs.map((bmc) =>
    facts.all(
      facts.fresh('sol', bmc.port.id),
      [reached(compiling, bmc, 'cell'), facts.ref('prompt', device.id)],
      'serial over LAN',
    ),
  );
  defineVerb(compiling, 'console', device, [...lines, ...sol], OTHER_WAY);
};

/** The BMCs of the device that can be reached: out of band, or behind a port of production that they share. */
export const bmcsOf = (compiling: Compiling, device: Device): Endpoint[] =>
  compiling
    .endpointsOf(device.id)
    .filter(
      (endpoint) => endpoint.port.kind === 'bmc' && (isOutOfBand(compiling, endpoint) || isInBand(endpoint)),
    );

/** Defines ssh and console of every device, and in-band ssh beside them. For power see `power.ts`. */
export const defineVerbs = (compiling: Compiling): void => {
  defineEntries(compiling);
  for (const device of compiling.topology.network.devices) {
    defineSsh(compiling, device, compiling.endpointsOf(device.id));
    defineConsole(compiling, device, bmcsOf(compiling, device));
  }
};
