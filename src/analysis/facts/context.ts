import { hasRole } from '#model/device.ts';
import { type Endpoint, endpoints } from '#model/endpoint.ts';
import type { Door, GatewayPair, Interlink } from '#model/network.ts';
import type { Topology } from '#model/topology.ts';
import type { FactBuilder } from './system.ts';

/** What the parts of the compiler share. */
export interface Compiling {
  readonly topology: Topology;
  readonly facts: FactBuilder;
  readonly endpoints: readonly Endpoint[];
  readonly jumphosts: readonly string[];
  /** The endpoint on the management network by which a device's own system answers. */
  ownEndpoint(device: string): Endpoint | undefined;
  pairOf(site: string): GatewayPair | undefined;
  doorsOf(site: string): readonly Door[];
  interlink(
    from: string,
    to: string,
  ): { readonly link: Interlink; readonly near: string; readonly far: string } | undefined;
}

/** Finds the wire between two sites, seen from the first. */
const interlinkFinder = (topology: Topology): Compiling['interlink'] => {
  const siteOf = (device: string) => topology.device(device).site;
  return (from, to) => {
    for (const link of topology.network.interlinks) {
      if (siteOf(link.a) === from && siteOf(link.b) === to) return { link, near: link.a, far: link.b };
      if (siteOf(link.b) === from && siteOf(link.a) === to) return { link, near: link.b, far: link.a };
    }
    return undefined;
  };
};

export const compiling = (topology: Topology, facts: FactBuilder): Compiling => {
  const { network } = topology;
  const all = endpoints(network);
  const own = new Map<string, Endpoint>();
  for (const endpoint of all)
    if (endpoint.address.network === 'management' && endpoint.port.kind !== 'bmc')
      own.set(endpoint.device.id, endpoint);
  const pairs = new Map(network.pairs.map((pair) => [pair.site, pair]));
  return {
    topology,
    facts,
    endpoints: all,
    jumphosts: network.devices.filter((d) => hasRole(d, 'jumphost')).map((d) => d.id),
    ownEndpoint: (device) => own.get(device),
    pairOf: (site) => pairs.get(site),
    doorsOf: (site) => network.doors.filter((door) => door.site === site),
    interlink: interlinkFinder(topology),
  };
};
