import { type Endpoint, endpoints } from './endpoint.ts';
import type { Device } from './network.ts';
import type { Topology } from './topology.ts';

/** One way to a device that needs nothing of the device's own system: tried from a jumphost. */
export type LastResort =
  | {
      readonly verb: 'console';
      readonly by: 'line';
      readonly device: string;
      /** The console server, its address, and its port. */
      readonly server: string;
      readonly ip: string;
      readonly port: string;
      /** Cable id. */
      readonly cable: string;
    }
  | {
      /** Serial over LAN, and chassis power. */
      readonly verb: 'console' | 'power';
      readonly by: 'bmc';
      readonly device: string;
      /** Port id. */
      readonly bmc: string;
      readonly ip: string;
    }
  | {
      readonly verb: 'power';
      readonly by: 'outlet';
      readonly device: string;
      readonly pdu: string;
      readonly ip: string;
      /** Port ids: the outlet, and what it feeds. */
      readonly outlet: string;
      readonly feeds: string;
    };

/** The management address that a device itself has, or its BMC. */
const addressOf = (own: readonly Endpoint[], bmc: boolean): Endpoint | undefined =>
  own.find((end) => end.address.network === 'management' && (end.port.kind === 'bmc') === bmc);

const byLine = (
  topology: Topology,
  device: Device,
  endOf: (id: string) => Endpoint | undefined,
): LastResort[] => {
  const found = device.ports.flatMap((port): LastResort[] => {
    const cable = port.kind === 'console' ? topology.cableAt(port.id) : undefined;
    const far = cable && topology.peer(port.id);
    const end = far?.kind === 'console-server' && far.device !== device.id ? endOf(far.device) : undefined;
    if (!cable || !far || !end) return [];
    const { ip } = end.address;
    return [
      {
        verb: 'console',
        by: 'line',
        device: device.id,
        server: far.device,
        ip,
        port: far.id,
        cable: cable.id,
      },
    ];
  });
  return found.slice(0, 1);
};

const byOutlet = (
  topology: Topology,
  device: Device,
  endOf: (id: string) => Endpoint | undefined,
): LastResort[] => {
  const found = device.ports.flatMap((port): LastResort[] => {
    const outlet = port.kind === 'power' ? topology.peer(port.id) : undefined;
    const end = outlet?.kind === 'outlet' ? endOf(outlet.device) : undefined;
    if (!outlet || !end) return [];
    const { ip } = end.address;
    return [
      {
        verb: 'power',
        by: 'outlet',
        device: device.id,
        pdu: outlet.device,
        ip,
        outlet: outlet.id,
        feeds: port.id,
      },
    ];
  });
  return found.slice(0, 1);
};

/**
 * For each device one way to its console and one to its power, where it has them: its serial line or else its BMC, its BMC or else the
 * first outlet that feeds it.
 */
export const lastResorts = (topology: Topology): LastResort[] => {
  const own = new Map<string, Endpoint[]>();
  for (const end of endpoints(topology.network))
    own.set(end.device.id, [...(own.get(end.device.id) ?? []), end]);
  const endOf = (id: string): Endpoint | undefined => addressOf(own.get(id) ?? [], false);
  return topology.network.devices.flatMap((device): LastResort[] => {
    const bmc = addressOf(own.get(device.id) ?? [], true);
    const through = (verb: 'console' | 'power'): LastResort[] =>
      bmc ? [{ verb, by: 'bmc', device: device.id, bmc: bmc.port.id, ip: bmc.address.ip }] : [];
    const line = byLine(topology, device, endOf);
    const outlet = byOutlet(topology, device, endOf);
    return [...(line.length > 0 ? line : through('console')), ...(bmc ? through('power') : outlet)];
  });
};

/** The name that an outlet has on its PDU: what is written on it, else what it feeds. */
export const outletName = (topology: Topology, outlet: string, feeds: string): string =>
  topology.port(outlet).label ?? feeds;
