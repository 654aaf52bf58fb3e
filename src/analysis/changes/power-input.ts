import type { Cable, Device } from '#model/network.ts';
import type { Topology } from '#model/topology.ts';
import { type Change, type ChangeKind, freePorts, withCable, withMoved } from './change.ts';

/** The feed or the PDU that a power port hangs on. */
const sourceOf = (topology: Topology, cable: Cable, port: string): string => {
  const other = cable.a === port ? cable.b : cable.a;
  return other.startsWith('feed:') ? other : topology.port(other).device;
};

/** What stands behind a source: the feeds of a PDU, or the feed itself. */
const feedsBehind = (topology: Topology, source: string): string[] => {
  if (source.startsWith('feed:')) return [source];
  return topology
    .device(source)
    .ports.filter((port) => port.kind === 'power')
    .flatMap((port) => {
      const cable = topology.cableAt(port.id);
      return cable ? [sourceOf(topology, cable, port.id)] : [];
    });
};

/** Whether the rack's other PDUs still bring the feed. Else whatever has a plug on each of two PDUs would hang on one feed. */
const staysInRack = (topology: Topology, pdu: Device, feeds: ReadonlySet<string>): boolean =>
  topology.network.devices.some(
    (one) =>
      one.role === 'pdu' &&
      one.rack === pdu.rack &&
      one.id !== pdu.id &&
      feedsBehind(topology, one.id).some((feed) => feeds.has(feed)),
  );

/** Free outlets of the rack's PDUs, else feeds of the site for a PDU, that do not share a feed with what is there. */
const otherSources = (topology: Topology, device: Device, have: ReadonlySet<string>) => {
  const { network } = topology;
  const pdus = network.devices.filter(
    (one) => one.role === 'pdu' && one.rack === device.rack && one.id !== device.id,
  );
  const outlets = pdus
    .filter((pdu) => feedsBehind(topology, pdu.id).every((feed) => !have.has(feed)))
    .flatMap((pdu) =>
      freePorts(topology, pdu.id, 'outlet')
        .slice(0, 1)
        .map((port) => port.id),
    );
  const feeds = network.feeds
    .filter((feed) => feed.site === device.site && !have.has(`feed:${feed.id}`))
    .map((feed) => `feed:${feed.id}`);
  return device.role === 'pdu' || pdus.length === 0 ? feeds : outlets;
};

const changesOn = (topology: Topology, device: Device): Change[] => {
  const { network } = topology;
  const inputs = device.ports.filter((port) => port.kind === 'power');
  const cables = inputs.map((port) => topology.cableAt(port.id));
  const have = new Set(
    inputs.flatMap((port, at) => {
      const cable = cables[at];
      return cable ? feedsBehind(topology, sourceOf(topology, cable, port.id)) : [];
    }),
  );
  if (have.size !== 1) return [];
  const open = inputs.find((_, at) => !cables[at]);
  const port = open ?? (inputs.length > 1 || device.role === 'pdu' ? inputs.at(-1) : undefined);
  if (!port) return [];
  const old = topology.cableAt(port.id);
  if (old && device.role === 'pdu' && !staysInRack(topology, device, have)) return [];
  return otherSources(topology, device, have).map((source) => ({
    text: `${old ? 'move the plug of' : 'a power cable from'} ${port.id} to ${source.replace(/^feed:/, 'feed ')}`,
    cables: old ? 0 : 1,
    ports: 0,
    boxes: 0,
    apply: () =>
      old
        ? withMoved(network, old, { a: port.id, b: source })
        : withCable(network, { id: port.id, a: port.id, b: source, kind: 'power' }),
  }));
};

/** A power input on another feed, for a device whose inputs share one. */
export const powerInput: ChangeKind = {
  id: 'power-input',
  candidates: (topology) => topology.network.devices.flatMap((device) => changesOn(topology, device)),
};
