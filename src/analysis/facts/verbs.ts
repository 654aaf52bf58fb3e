import type { Endpoint } from '#model/endpoint.ts';
import type { Verb } from '#model/failure.ts';
import type { Device } from '#model/network.ts';
import { lineDaemonOf } from '#model/service.ts';
import { cellKey, enterable } from './cells.ts';
import type { Compiling } from './context.ts';
import { loginOf } from './logins.ts';
import { needsOf } from './needs.ts';
import type { FactRef } from './system.ts';

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

/**
 * The verb holds by any of the ways, if what the site's access depends on is there; and for ssh, if the login at the device itself lets people
 * in.
 */
export const defineVerb = (
  compiling: Compiling,
  layer: string,
  { id, site }: Device,
  ways: readonly FactRef[],
  mechanism: string,
): void => {
  const { facts } = compiling;
  const needs = site === undefined ? undefined : needsOf(compiling, site);
  const login = layer === 'ssh' ? loginOf(compiling, id) : undefined;
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
      .map((door) => facts.known('cell', cellKey(`door:${door.id}`, ip ?? '')))
      .filter((cell) => cell !== undefined);
    const login = loginOf(compiling, jumphost);
    const enter = facts.ref('enter', jumphost);
    if (login === undefined) facts.any(enter, cells, CLIENT);
    else facts.all(enter, [facts.any(facts.ref('doors-to', jumphost), cells, CLIENT), login]);
  }
};

/** Jumphosts of the endpoint's own site first. */
const nearFirst = ({ jumphostsNear, topology }: Compiling, site: string | undefined): string[] => {
  const near = (jumphost: string) => topology.device(jumphost).site === site;
  const jumphosts = jumphostsNear(site);
  return [...jumphosts.filter(near), ...jumphosts.filter((jumphost) => !near(jumphost))];
};

/**
 * An operator reaches the endpoint out of band: straight through a door, on a landlord's LAN, or by a jumphost. With `way` only the
 * way there counts, not whether the end answers.
 */
export const reached = (compiling: Compiling, endpoint: Endpoint, what: 'cell' | 'way'): number => {
  const { facts, topology } = compiling;
  const { ip } = endpoint.address;
  const layer = what === 'cell' ? 'reached' : 'reachable';
  const known = facts.known(layer, ip);
  if (known !== undefined) return known;
  const from = (vantage: string) => facts.known(what, cellKey(vantage, ip));
  const doors = enterable(endpoint) ? compiling.doorsNear(endpoint.device.site) : [];
  const direct = doors.map((door) => from(`door:${door.id}`));
  const landlord = topology.uplinkAt(endpoint.port.id)?.landlord ? from('internet') : undefined;
  const jumps = nearFirst(compiling, endpoint.device.site).map((jumphost) => {
    const cell = jumphost === endpoint.device.id ? undefined : from(`jumphost:${jumphost}`);
    return cell === undefined
      ? undefined
      : facts.all(facts.ref(layer, `${ip}/${jumphost}`), [facts.ref('enter', jumphost), cell]);
  });
  const ways = [...direct, landlord, ...jumps].filter((way) => way !== undefined);
  return facts.any(facts.ref(layer, ip), ways, CLIENT);
};

const isOutOfBand = (compiling: Compiling, endpoint: Endpoint): boolean =>
  endpoint.address.network === 'management' ||
  compiling.topology.uplinkAt(endpoint.port.id)?.landlord === true;

const defineSsh = (compiling: Compiling, device: Device, own: readonly Endpoint[]): void => {
  const { facts } = compiling;
  const systems = own.filter((e) => isOutOfBand(compiling, e) && e.port.kind !== 'bmc');
  const ways = systems.map((e) => reached(compiling, e, 'cell'));
  defineVerb(compiling, 'ssh', device, ways, CLIENT);
  const production = own
    .filter((e) => !isOutOfBand(compiling, e))
    .map((e) => facts.known('cell', cellKey('internet', e.address.ip)))
    .filter((cell) => cell !== undefined);
  facts.any(facts.ref('in-band-ssh', device.id), production, CLIENT);
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
      const login = loginOf(compiling, server);
      const parts = [
        reached(compiling, end, 'cell'),
        ...(login === undefined ? [] : [login]),
        facts.ref('service', `${server}/${lineDaemonOf(topology.device(server))}`),
        facts.ref('wire', cable.id),
        facts.ref('prompt', device.id),
      ];
      return [facts.all(facts.ref('line', port.id), parts, `console line ${topology.peer(port.id)!.id}`)];
    });
  const sol = bmcs.map((bmc) =>
    facts.all(
      facts.ref('sol', bmc.port.id),
      [reached(compiling, bmc, 'cell'), facts.ref('prompt', device.id)],
      'serial over LAN',
    ),
  );
  defineVerb(compiling, 'console', device, [...lines, ...sol], OTHER_WAY);
};

/** The BMCs of the device that can be reached out of band. */
export const bmcsOf = (compiling: Compiling, device: Device): Endpoint[] =>
  compiling
    .endpointsOf(device.id)
    .filter((endpoint) => endpoint.port.kind === 'bmc' && isOutOfBand(compiling, endpoint));

/** Defines ssh and console of every device, and in-band ssh beside them. For power see `power.ts`. */
export const defineVerbs = (compiling: Compiling): void => {
  defineEntries(compiling);
  for (const device of compiling.topology.network.devices) {
    defineSsh(compiling, device, compiling.endpointsOf(device.id));
    defineConsole(compiling, device, bmcsOf(compiling, device));
  }
};
