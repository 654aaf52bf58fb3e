import type { Cable, Device, Network, Port } from '#model/network.ts';
import type { Topology } from '#model/topology.ts';
import { type Change, type ChangeKind, freePorts, withPorts } from './change.ts';

const NAME = 'new-jumphost';

/** The far end for a copy of the cable: a free port of the same kind on the same box, else one more there, or the feed itself. */
const farEnd = (topology: Topology, cable: Cable, port: string): { id: string; added?: Port } => {
  const other = cable.a === port ? cable.b : cable.a;
  if (other.startsWith('feed:') || other.startsWith('provider:')) return { id: other };
  const like = topology.port(other);
  const free = freePorts(topology, like.device, like.kind)[0];
  if (free) return { id: free.id };
  const id = `${like.device}:${NAME}-${port.slice(port.lastIndexOf(':') + 1)}`;
  return { id, added: { ...like, id, name: id.slice(id.lastIndexOf(':') + 1) } };
};

interface Copy {
  readonly network: Network;
  readonly cables: number;
  readonly ports: number;
}

/** The same box again beside the first, cabled alike. */
const copyOf = (topology: Topology, jumphost: Device): Copy => {
  const { network } = topology;
  const id = `${jumphost.rack ?? jumphost.site}/${NAME}`;
  const rename = (text: string): string => text.replace(`${jumphost.id}:`, `${id}:`);
  const device = {
    ...jumphost,
    id,
    name: NAME,
    ports: jumphost.ports.map((port) => ({ ...port, id: rename(port.id), device: id })),
  };
  const lines = jumphost.ports.flatMap((port) => {
    const cable = topology.cableAt(port.id);
    return cable ? [{ port, cable, far: farEnd(topology, cable, port.id) }] : [];
  });
  const cables = lines.map(({ port, cable, far }) => ({
    ...cable,
    id: rename(port.id),
    a: rename(port.id),
    b: far.id,
  }));
  const addresses = network.addresses
    .filter((address) => address.device === jumphost.id)
    .map((address) => ({ ...address, ip: `${address.ip}+`, device: id, port: rename(address.port) }));
  const added = lines.flatMap(({ far }) => (far.added ? [far.added] : []));
  const ported = added.reduce((made, port) => withPorts(made, port.device, [port]), network);
  return {
    cables: cables.length,
    ports: cables.length + added.length,
    network: {
      ...ported,
      devices: [...ported.devices, device],
      cables: [...network.cables, ...cables],
      addresses: [...network.addresses, ...addresses],
    },
  };
};

/** Another jumphost beside a site's own. */
export const secondJumphost: ChangeKind = {
  id: 'second-jumphost',
  candidates: (topology) =>
    topology.network.devices
      .filter((device) => device.role === 'jumphost' && device.site !== undefined)
      .map((jumphost): Change => {
        const { network, cables, ports } = copyOf(topology, jumphost);
        const text = `another jumphost beside ${jumphost.id}, cabled alike`;
        return { text, cables, ports, boxes: 1, apply: () => network };
      }),
};
