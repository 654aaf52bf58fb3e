import { endpoints } from '#model/endpoint.ts';
import { lastResorts } from '#model/last-resort.ts';
import type { Device } from '#model/network.ts';
import { lineDaemonOf } from '#model/service.ts';
import type { PduMib } from '../power/mib.ts';
import { mibNamed } from '../power/mibs.ts';
import { laptopAt } from '../world/laptops.ts';
import type { Ground, Turn } from './drill.ts';

/** The ssh of an operator's laptop in the lab, with patience for seconds and not for minutes. */
export const SSH = 'ssh -F /etc/relaxops/lab/ssh_config -o ConnectTimeout=4';

/** The laptop that entered by the first door. */
export const laptopOf = ({ network }: Ground): string | undefined =>
  network.doors[0] && laptopAt(network.doors[0].id);

const hasAddress = ({ network }: Ground, id: string, kind: 'management' | 'production'): boolean =>
  endpoints(network).some(
    ({ device, address, port }) => device.id === id && address.network === kind && port.kind !== 'bmc',
  );

/** Servers that people use over production's network. */
export const inBandServers = (ground: Ground): Device[] =>
  ground.network.devices.filter(({ id, role }) => role === 'server' && hasAddress(ground, id, 'production'));

/** Devices that a cable of production's network leads to from this one. */
export const neighbours = ({ network, topology }: Ground, id: string): string[] => {
  const ends = network.cables
    .filter((cable) => cable.kind === 'production')
    .map((cable) => [cable.a, cable.b].map((port) => topology.port(port).device));
  const found = ends.filter((pair) => pair.includes(id)).flat();
  return [...new Set(found)].filter((device) => device !== id);
};

/** Whether the device's serial line ends on a console server. */
export const hasLine = ({ topology }: Ground, id: string): boolean =>
  lastResorts(topology).some((resort) => resort.device === id && resort.by === 'line');

/** Outlets that feed the device, with the address and number by which one asks for each. */
export interface Fed {
  readonly pdu: string;
  readonly ip: string;
  readonly number: number;
  readonly mib: PduMib;
}
export const outletsOf = ({ network, topology, plan }: Ground, id: string): Fed[] =>
  topology
    .device(id)
    .ports.filter((port) => port.kind === 'power')
    .flatMap((port) => {
      const outlet = topology.peer(port.id);
      const pdu = plan.emulated?.pdus.find(({ host }) => host === outlet?.device);
      const number = pdu?.outlets.find((one) => one.id === outlet?.id)?.number;
      const ip = endpoints(network).find(
        ({ device, address }) => device.id === pdu?.host && address.network === 'management',
      )?.address.ip;
      return pdu && ip !== undefined && number !== undefined
        ? [{ pdu: pdu.host, ip, number, mib: mibNamed(pdu.mib) }]
        : [];
    });

/** How one leaves a line, by what serves it. */
const LEAVE: Readonly<Record<'ser2net' | 'conserver', readonly Turn[]>> = {
  ser2net: [
    { sees: '', type: '\x1d' },
    { sees: 'telnet>', type: 'quit\n' },
  ],
  conserver: [{ sees: '', type: '\x05c.' }],
};

/** The last turns on a device's console: leave the line. */
export const leave = ({ topology }: Ground, id: string): readonly Turn[] => {
  const line = lastResorts(topology).find((resort) => resort.device === id && resort.by === 'line');
  if (line?.by !== 'line') return [];
  return LEAVE[lineDaemonOf(topology.device(line.server))];
};

/** The first turns on a device's console: Enter, and the local account. */
export const logIn = (id: string): readonly Turn[] => [
  { sees: 'line [0-9]+: ', type: '\r' },
  { sees: `${id} login: `, type: 'admin\r' },
  { sees: 'Password: ', secret: `console-password/${id}` },
];

/** As a host calls itself. */
export const hostname = (id: string): string => id.replaceAll(/[^A-Za-z0-9]+/g, '-');
