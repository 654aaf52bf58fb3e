import type { Device } from '#model/network.ts';
import type { Topology } from '#model/topology.ts';

/** The feeds that a power port ends on; `passed` are devices on the way, so that PDUs that feed each other end. */
export const feedsBehind = (topology: Topology, port: string, passed: ReadonlySet<string>): string[] => {
  const cable = topology.cableAt(port);
  const other = cable && (cable.a === port ? cable.b : cable.a);
  if (other === undefined) return [];
  if (other.startsWith('feed:')) return [other.slice('feed:'.length)];
  const pdu = topology.device(topology.port(other).device);
  if (passed.has(pdu.id)) return [];
  const on = new Set([...passed, pdu.id]);
  return pdu.ports.filter((p) => p.kind === 'power').flatMap((p) => feedsBehind(topology, p.id, on));
};

/** The feeds that a device's power ports end on, by way of PDUs or straight. */
export const feedsOf = (topology: Topology, device: Device): Set<string> =>
  new Set(
    device.ports.filter((p) => p.kind === 'power').flatMap((p) => feedsBehind(topology, p.id, new Set())),
  );
