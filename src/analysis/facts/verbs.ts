import type { Endpoint } from '#model/endpoint.ts';
import type { Verb } from '#model/failure.ts';
import type { Device } from '#model/network.ts';
import { cellName, wayName } from './cells.ts';
import type { Compiling } from './context.ts';
import { needsOf } from './needs.ts';

/** The fact that an operator has the verb on the device, out of band. */
export const verbName = (verb: Verb, device: string): string => `${verb}:${device}`;
export const inBandName = (device: string): string => `in-band-ssh:${device}`;

const CLIENT = "the operator's ssh_config names every way: a fresh connection by the next one";

const OTHER_WAY = 'the operator tries the other way';

/** The verb holds by any of the ways, if what the site's access depends on is there. */
const defineVerb = (
  compiling: Compiling,
  verb: Verb,
  device: Device,
  ways: readonly string[],
  mechanism: string,
): void => {
  const { facts } = compiling;
  const name = verbName(verb, device.id);
  const needs = device.site === undefined ? undefined : needsOf(compiling, device.site);
  if (needs === undefined) facts.any(name, ways, mechanism);
  else facts.all(name, [needs, facts.any(`${verb}-ways:${device.id}`, ways, mechanism)]);
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
const reached = (compiling: Compiling, endpoint: Endpoint, what: 'cell' | 'way'): string => {
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
  defineVerb(compiling, 'ssh', device, ways, CLIENT);
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
        `prompt:${device.id}`,
      ];
      return [facts.all(`line:${port.id}`, parts, `console line ${topology.peer(port.id)!.id}`)];
    });
  const sol = bmcs.map((bmc) =>
    facts.all(
      `sol:${bmc.port.id}`,
      [reached(compiling, bmc, 'cell'), `prompt:${device.id}`],
      'serial over LAN',
    ),
  );
  defineVerb(compiling, 'console', device, [...lines, ...sol], OTHER_WAY);
};

/** The PDU at that address can be told about the device's outlet, or is itself off: its own supply does not count. */
const pduTold = (compiling: Compiling, device: Device, end: Endpoint): string => {
  const { facts, topology } = compiling;
  const pdu = end.device.id;
  const name = `told:${device.id}~${pdu}`;
  if (facts.has(name)) return name;
  const outlets = device.ports.flatMap((port) => {
    const outlet = port.kind === 'power' ? topology.peer(port.id) : undefined;
    return outlet?.device === pdu ? [outlet.name] : [];
  });
  const parts = [reached(compiling, end, 'way'), `card:${pdu}`];
  return facts.all(name, parts, `outlet ${outlets.join(', ')} of ${pdu} at ${end.address.ip}: off`);
};

/** Every power port's PDU can be told, and one of them answers. */
const pduPower = (compiling: Compiling, device: Device): string[] => {
  const { facts, topology } = compiling;
  const ports = device.ports.filter((port) => port.kind === 'power' && topology.cableAt(port.id));
  const ends = ports.map((port) => {
    const pdu = topology.peer(port.id)?.device;
    return pdu === undefined || pdu === device.id ? undefined : compiling.ownEndpoint(pdu);
  });
  const known = ends.filter((end) => end !== undefined);
  if (ports.length === 0 || known.length !== ports.length || device.role === 'pdu') return [];
  const told = known.map((end) => pduTold(compiling, device, end));
  const alive = known.map((end) => reached(compiling, end, 'cell'));
  const some = facts.any(`outlet:${device.id}`, [...new Set(alive)], 'the operator tries each PDU');
  const parts = [some, ...new Set(told)];
  return [facts.all(`pdus:${device.id}`, parts, 'all of them off at once, then on again')];
};

const definePower = (compiling: Compiling, device: Device, bmcs: readonly Endpoint[]): void => {
  const { facts } = compiling;
  const chassis = bmcs.map((bmc) =>
    facts.all(`chassis:${bmc.port.id}`, [reached(compiling, bmc, 'cell')], 'chassis power through the BMC'),
  );
  defineVerb(compiling, 'power', device, [...chassis, ...pduPower(compiling, device)], OTHER_WAY);
};

/** Defines the three verbs of every device, and in-band ssh beside them. */
export const defineVerbs = (compiling: Compiling): void => {
  defineEntries(compiling);
  const byDevice = new Map<string, Endpoint[]>();
  for (const endpoint of compiling.endpoints)
    byDevice.set(endpoint.device.id, [...(byDevice.get(endpoint.device.id) ?? []), endpoint]);
  for (const device of compiling.topology.network.devices) {
    const own = byDevice.get(device.id) ?? [];
    const bmcs = own.filter((endpoint) => endpoint.port.kind === 'bmc' && isOutOfBand(compiling, endpoint));
    defineSsh(compiling, device, own);
    defineConsole(compiling, device, bmcs);
    definePower(compiling, device, bmcs);
  }
};
