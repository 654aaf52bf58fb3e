import { servesInside } from './inside-service.ts';
import { servesLogins } from './login-service.ts';
import type { Device, Door, GatewayPair, LineDaemon, Network } from './network.ts';

/** Daemons that operators depend on. The unit that runs one is `relaxops-<service>.service`. */
export const SERVICES = [
  'sshd',
  'sshd-mgmt',
  'openvpn-oob',
  'openvpn-rdv',
  'keepalived',
  'ser2net',
  'conserver',
  'dnsmasq',
  'freeradius',
] as const;
export type Service = (typeof SERVICES)[number];

/** What serves a console server's serial lines. */
export const lineDaemonOf = (device: Pick<Device, 'serialLines'>): LineDaemon =>
  device.serialLines ?? 'ser2net';

/** What makes a device run a daemon, by device. */
interface Parts {
  readonly doors: ReadonlyMap<string, Door>;
  readonly engines: ReadonlyMap<string, GatewayPair['engine']>;
  readonly meetings: ReadonlySet<string>;
}

const known = new WeakMap<Network, Parts>();

/** The first of several, as they are written. */
const firsts = <T>(entries: readonly (readonly [string, T])[]): Map<string, T> =>
  new Map([...entries].reverse());

const partsOf = (network: Network): Parts => {
  const made = known.get(network) ?? {
    doors: firsts(network.doors.map((door) => [door.gateway, door] as const)),
    engines: firsts(network.pairs.flatMap((pair) => pair.gateways.map((id) => [id, pair.engine] as const))),
    meetings: new Set(network.doors.flatMap((door) => door.rendezvous ?? [])),
  };
  known.set(network, made);
  return made;
};

/** Which of them the device runs. `sshd-mgmt` is that of a management namespace. */
export const servicesOf = (network: Network, device: Device): Service[] => {
  const { doors, engines, meetings } = partsOf(network);
  const door = doors.get(device.id);
  const hasLines = device.ports.some((port) => port.kind === 'console-server');
  const runs: Record<Service, boolean> = {
    sshd: true,
    'sshd-mgmt': device.management === 'namespace',
    // WireGuard is the kernel's: there is no daemon to die.
    'openvpn-oob': door?.engine === 'openvpn',
    'openvpn-rdv': door?.rendezvous !== undefined || meetings.has(device.id),
    keepalived: engines.get(device.id) === 'keepalived',
    dnsmasq: servesInside(network, device),
    freeradius: servesLogins(network, device.id),
    ser2net: hasLines && lineDaemonOf(device) === 'ser2net',
    conserver: hasLines && lineDaemonOf(device) === 'conserver',
  };
  return SERVICES.filter((service) => runs[service]);
};
