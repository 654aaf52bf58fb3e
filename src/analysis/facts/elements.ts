import type { Device } from '#model/network.ts';
import { servicesOf } from '#model/service.ts';
import type { Layer } from '../failures/kind.ts';
import type { Compiling } from './context.ts';
import type { Hits } from './hits.ts';
import { connectedName, waits } from './start.ts';
import type { FactRef } from './system.ts';

/** What a power port rests on: its cable, and the feed or the PDU behind it. */
const supply = ({ topology, facts }: Compiling, port: string): number[] => {
  const cable = topology.cableAt(port);
  if (!cable) return [];
  const other = cable.a === port ? cable.b : cable.a;
  const source = other.startsWith('feed:')
    ? facts.ref('feed', other.slice('feed:'.length))
    : facts.ref('running', topology.port(other).device);
  return [facts.ref('wire', cable.id), source];
};

/** `powered:<device>`; a device without cabled power ports is somebody else's care and counts as powered. */
const powered = (compiling: Compiling, device: Device): number => {
  const { topology, facts } = compiling;
  const ports = device.ports.filter((port) => port.kind === 'power' && topology.cableAt(port.id));
  const fact = facts.fresh('powered', device.id);
  if (ports.length === 0) return facts.all(fact, []);
  const supplies = ports.map((port) => facts.all(facts.fresh('supply', port.id), supply(compiling, port.id)));
  return facts.any(fact, supplies, 'power supplies share the load: sees a dead input');
};

/**
 * What a PDU's management card needs besides power: without power its outlets are off too and need no telling; with it, a card
 * that does not answer leaves them on.
 */
const cardOf = (taken: Hits, pdu: string): number[] => [
  ...taken.of('system', pdu),
  ...taken.of('data-plane', pdu),
  ...taken.of('service', `${pdu}/sshd`),
];

/** The layers of a device: running on power, the system on running, data plane, services and BMC on these. */
const defineDevice = (compiling: Compiling, taken: Hits, device: Device): void => {
  const { topology, facts } = compiling;
  const { id } = device;
  const define = (layer: Layer, key: string, rests: readonly number[]): number =>
    facts.all(facts.ref(layer, key), [...taken.of(layer, key), ...rests]);
  const running = define('running', id, [powered(compiling, device)]);
  const started = waits(device) ? [facts.ref('started', id)] : [];
  const system = define('system', id, [running, ...started]);
  define('prompt', id, [running, ...(waits(device) ? [facts.ref('board', id)] : [])]);
  define('data-plane', id, [system]);
  if (device.ports.some((port) => port.kind === 'bmc')) define('bmc', id, [running]);
  if (device.role === 'pdu') facts.all(facts.ref('card', id), cardOf(taken, id));
  if (device.role === 'gateway') define('quiet', id, []);
  for (const service of servicesOf(topology.network, device)) define('service', `${id}/${service}`, [system]);
};

/**
 * Defines the elements of the network: what exists of it, layer by layer, and which failures take it.
 * A wire rests on itself, running on power, the system and whatever answers on the console on running, data plane and services on the
 * system, a provider on its upstream.
 */
export const defineElements = (compiling: Compiling, taken: Hits): void => {
  const { topology, facts } = compiling;
  const { network } = topology;
  const define = (layer: Layer, key: string, rests: readonly FactRef[] = []): void => {
    facts.all(facts.ref(layer, key), [...taken.of(layer, key), ...rests]);
  };
  const pins = new Set(network.uplinks.filter((uplink) => uplink.simPin).map((uplink) => uplink.id));
  for (const { id } of network.cables) define('wire', id, pins.has(id) ? [connectedName(id)] : []);
  for (const feed of network.feeds) define('feed', feed.id);
  for (const { id, upstream } of network.providers)
    define('transit', id, upstream ? [`transit:${upstream}`] : []);
  for (const device of network.devices) defineDevice(compiling, taken, device);
};
