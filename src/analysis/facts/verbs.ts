import type { Endpoint } from '#model/endpoint.ts';
import type { Verb } from '#model/failure.ts';
import type { Device } from '#model/network.ts';
import { cellName, wayName } from './cells.ts';
import type { Compiling } from './context.ts';
import { needsOf } from './needs.ts';

/** The fact that an operator has the verb on the device, out of band. */
export const verbName = (verb: Verb, device: string): string => `${verb}:${device}`;
/**
 * The fact that an operator reaches a device's power as long as it is on. Defined where that is not enough, for the way is through the
 * device itself.
 */
export const whileOnName = (device: string): string => `power-while-on:${device}`;
export const inBandName = (device: string): string => `in-band-ssh:${device}`;

const CLIENT = "the operator's ssh_config names every way: a fresh connection by the next one";

export const OTHER_WAY = 'the operator tries the other way';

/** The verb holds by any of the ways, if what the site's access depends on is there. */
export const defineVerb = (
  compiling: Compiling,
  name: string,
  device: Device,
  ways: readonly string[],
  mechanism: string,
): void => {
  const { facts } = compiling;
  const needs = device.site === undefined ? undefined : needsOf(compiling, device.site);
  if (needs === undefined) facts.any(name, ways, mechanism);
  else facts.all(name, [needs, facts.any(`ways-of-${name}`, ways, mechanism)]);
};

/** An operator can log in to the jumphost, by any door. */
const defineEntries = (compiling: Compiling): void => {
  const { facts, topology } = compiling;
  for (const jumphost of compiling.jumphosts) {
    const ip = compiling.ownEndpoint(jumphost)?.address.ip;
    const cells = compiling
      .doorsNear(topology.device(jumphost).site)
      .map((door) => cellName(`door:${door.id}`, ip ?? ''))
      .filter((c) => facts.has(c));
    facts.any(`enter:${jumphost}`, cells, CLIENT);
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
export const reached = (compiling: Compiling, endpoint: Endpoint, what: 'cell' | 'way'): string => {
  const { facts, topology } = compiling;
  const { ip } = endpoint.address;
  const name = `${what === 'cell' ? 'reached' : 'reachable'}:${ip}`;
  if (facts.has(name)) return name;
  const cell = what === 'cell' ? cellName : wayName;
  const direct = compiling
    .doorsNear(endpoint.device.site)
    .map((door) => cell(`door:${door.id}`, ip))
    .filter((c) => facts.has(c));
  const landlord = topology.uplinkAt(endpoint.port.id)?.landlord && facts.has(cell('internet', ip));
  const jumps = nearFirst(compiling, endpoint.device.site)
    .filter((jumphost) => jumphost !== endpoint.device.id && facts.has(cell(`jumphost:${jumphost}`, ip)))
    .map((jumphost) =>
      facts.all(`${name}/${jumphost}`, [`enter:${jumphost}`, cell(`jumphost:${jumphost}`, ip)]),
    );
  return facts.any(name, [...direct, ...(landlord ? [cell('internet', ip)] : []), ...jumps], CLIENT);
};

const isOutOfBand = (compiling: Compiling, endpoint: Endpoint): boolean =>
  endpoint.address.network === 'management' ||
  compiling.topology.uplinkAt(endpoint.port.id)?.landlord === true;

const defineSsh = (compiling: Compiling, device: Device, own: readonly Endpoint[]): void => {
  const { facts } = compiling;
  const systems = own.filter((e) => isOutOfBand(compiling, e) && e.port.kind !== 'bmc');
  const ways = systems.map((e) => reached(compiling, e, 'cell'));
  defineVerb(compiling, verbName('ssh', device.id), device, ways, CLIENT);
  const production = own
    .filter((e) => !isOutOfBand(compiling, e))
    .map((e) => cellName('internet', e.address.ip));
  facts.any(
    inBandName(device.id),
    production.filter((cell) => facts.has(cell)),
    CLIENT,
  );
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
      if (!cable || !end || server === device.id) return [];
      const parts = [
        reached(compiling, end, 'cell'),
        `service:${server}/ser2net`,
        `wire:${cable.id}`,
        `running:${device.id}`,
      ];
      return [facts.all(`line:${port.id}`, parts, `console line ${topology.peer(port.id)!.id}`)];
    });
  const sol = bmcs.map((bmc) =>
    facts.all(
      `sol:${bmc.port.id}`,
      [reached(compiling, bmc, 'cell'), `running:${device.id}`],
      'serial over LAN',
    ),
  );
  defineVerb(compiling, verbName('console', device.id), device, [...lines, ...sol], OTHER_WAY);
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
