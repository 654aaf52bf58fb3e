import type { Cable, Network, Port } from '#model/network.ts';
import type { Topology } from '#model/topology.ts';

/** Something that one could buy or plug, applied to a copy of the network. */
export interface Change {
  /** What to do, in a sentence without full stop. */
  readonly text: string;
  /** Cables to be bought. A cable that is moved costs none. */
  readonly cables: number;
  /** Ports that are not there yet. */
  readonly ports: number;
  /** Boxes to be bought. */
  readonly boxes: number;
  readonly apply: () => Network;
}

/** A kind of change: all candidates of it in a network, those worth trying first in front. */
export interface ChangeKind {
  readonly id: string;
  readonly candidates: (topology: Topology) => Change[];
}

/** The network with one more cable. */
export const withCable = (network: Network, cable: Omit<Cable, 'origin' | 'place'>): Network => ({
  ...network,
  cables: [...network.cables, { ...cable, origin: 'written', place: network.sites[0]!.place }],
});

/** The network with one cable replaced. */
export const withMoved = (network: Network, old: Cable, made: Partial<Cable>): Network => ({
  ...network,
  cables: network.cables.map((cable) => (cable === old ? { ...cable, ...made } : cable)),
});

/** The network with more ports on a device. */
export const withPorts = (network: Network, device: string, ports: readonly Port[]): Network => ({
  ...network,
  devices: network.devices.map((one) =>
    one.id === device ? { ...one, ports: [...one.ports, ...ports] } : one,
  ),
});

/** Ports of a kind on a device that no cable ends on. */
export const freePorts = (topology: Topology, device: string, kind: Port['kind']): Port[] =>
  topology.device(device).ports.filter((port) => port.kind === kind && !topology.cableAt(port.id));
