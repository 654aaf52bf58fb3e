import type { Network } from '#model/network.ts';
import type { Topology } from '#model/topology.ts';
import { type Change, type ChangeKind, withCable, withPorts } from './change.ts';

const linked = (topology: Topology, one: string, other: string): boolean =>
  topology.network.interlinks.some(({ a, b }) => {
    const ends = [topology.device(a).site, topology.device(b).site];
    return ends.includes(one) && ends.includes(other);
  });

const wire = (network: Network, a: string, b: string): Network => {
  const id = `${a}:new-interlink`;
  const port = (device: string) => ({
    id: `${device}:new-interlink`,
    device,
    name: 'new-interlink',
    kind: 'interlink' as const,
    separate: false,
  });
  const ported = withPorts(withPorts(network, a, [port(a)]), b, [port(b)]);
  const cabled = withCable(ported, { id, a: id, b: `${b}:new-interlink`, kind: 'interlink' });
  return { ...cabled, interlinks: [...network.interlinks, { id, a, b, place: network.sites[0]!.place }] };
};

/** A wire between gateways of two sites that have none (T29). */
export const interlink: ChangeKind = {
  id: 'interlink',
  candidates: (topology) => {
    const { network } = topology;
    const found: Change[] = [];
    network.pairs.forEach((one, at) => {
      for (const other of network.pairs.slice(at + 1)) {
        if (linked(topology, one.site, other.site)) continue;
        for (const a of one.gateways)
          for (const b of other.gateways)
            found.push({
              text: `a cable between ${a} and ${b}`,
              cables: 1,
              ports: 2,
              boxes: 0,
              apply: () => wire(network, a, b),
            });
      }
    });
    return found;
  },
};
