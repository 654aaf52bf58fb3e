import { failureId } from '#model/failure.ts';
import { servicesOf } from '#model/service.ts';
import { failureKinds } from '../failures/index.ts';
import type { Element, Layer } from '../failures/kind.ts';
import type { Compiling, Hits } from './context.ts';
import { boardName, connectedName, startedName, waits } from './start.ts';

/** The failures that take each element: one base fact per failure, ANDed into all that it hits. */
export const hits = ({ topology, facts }: Compiling): Hits => {
  const found = new Map<string, string[]>();
  for (const kind of failureKinds) {
    for (const scope of kind.scopes(topology)) {
      const base = facts.base(failureId({ kind: kind.id, scope }));
      for (const element of kind.takes(topology, scope)) {
        const list = found.get(element);
        if (list) list.push(base);
        else found.set(element, [base]);
      }
    }
  }
  return found;
};

/** What a power port rests on: its cable, and the feed or the PDU behind it. */
const supply = ({ topology }: Compiling, port: string): Element[] => {
  const cable = topology.cableAt(port);
  if (!cable) return [];
  const other = cable.a === port ? cable.b : cable.a;
  if (other.startsWith('feed:')) return [`wire:${cable.id}`, `feed:${other.slice('feed:'.length)}`];
  return [`wire:${cable.id}`, `running:${topology.port(other).device}`];
};

/** `powered:<device>`; a device without cabled power ports is somebody else's care and counts as powered. */
const powered = (compiling: Compiling, device: string): string => {
  const { topology, facts } = compiling;
  const ports = topology
    .device(device)
    .ports.filter((port) => port.kind === 'power' && topology.cableAt(port.id));
  const name = `powered:${device}`;
  if (ports.length === 0) return facts.all(name, []);
  const supplies = ports.map((port) => facts.all(`supply:${port.id}`, supply(compiling, port.id)));
  return facts.any(name, supplies, 'power supplies share the load: sees a dead input');
};

/**
 * What a PDU's management card needs besides power: without power its outlets are off too and need no telling; with it, a card
 * that does not answer leaves them on.
 */
const cardOf = (taken: Hits, pdu: string): string[] => [
  ...(taken.get(`system:${pdu}`) ?? []),
  ...(taken.get(`data-plane:${pdu}`) ?? []),
  ...(taken.get(`service:${pdu}/sshd`) ?? []),
];

/**
 * Defines the elements of the network: what exists of it, layer by layer, and which failures take it.
 * A wire rests on itself, running on power, the system and whatever answers on the console on running, data plane and services on the system, a provider on its
 * upstream.
 */
export const defineElements = (compiling: Compiling, taken: Hits): void => {
  const { topology, facts } = compiling;
  const { network } = topology;
  const define = (layer: Layer, id: string, rests: readonly string[] = []): void => {
    facts.all(`${layer}:${id}`, [...(taken.get(`${layer}:${id}`) ?? []), ...rests]);
  };
  const pins = new Set(network.uplinks.filter((uplink) => uplink.simPin).map((uplink) => uplink.id));
  for (const { id } of network.cables) define('wire', id, pins.has(id) ? [connectedName(id)] : []);
  for (const feed of network.feeds) define('feed', feed.id);
  for (const { id, upstream } of network.providers)
    define('transit', id, upstream ? [`transit:${upstream}`] : []);
  for (const device of network.devices) {
    define('running', device.id, [powered(compiling, device.id)]);
    const started = waits(device) ? [startedName(device.id)] : [];
    define('system', device.id, [`running:${device.id}`, ...started]);
    define('prompt', device.id, [`running:${device.id}`, ...(waits(device) ? [boardName(device.id)] : [])]);
    define('data-plane', device.id, [`system:${device.id}`]);
    if (device.ports.some((port) => port.kind === 'bmc')) define('bmc', device.id, [`running:${device.id}`]);
    if (device.role === 'pdu') facts.all(`card:${device.id}`, cardOf(taken, device.id));
    if (device.role === 'gateway') define('quiet', device.id);
    for (const service of servicesOf(network, device))
      define('service', `${device.id}/${service}`, [`system:${device.id}`]);
  }
};
