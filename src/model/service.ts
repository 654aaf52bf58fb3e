import type { Device, LineDaemon, Network } from './network.ts';

/** Daemons that operators depend on. The unit that runs one is `relaxops-<service>.service`. */
export const SERVICES = [
  'sshd',
  'sshd-mgmt',
  'openvpn-oob',
  'openvpn-rdv',
  'keepalived',
  'ser2net',
  'conserver',
] as const;
export type Service = (typeof SERVICES)[number];

/** What serves a console server's serial lines. */
export const lineDaemonOf = (device: Pick<Device, 'serialLines'>): LineDaemon =>
  device.serialLines ?? 'ser2net';

/** Which of them the device runs. `sshd-mgmt` is that of a management namespace. */
export const servicesOf = (network: Network, device: Device): Service[] => {
  const door = network.doors.find((d) => d.gateway === device.id);
  const pair = network.pairs.find((p) => p.gateways.includes(device.id));
  const hasLines = device.ports.some((port) => port.kind === 'console-server');
  const runs: Record<Service, boolean> = {
    sshd: true,
    'sshd-mgmt': device.management === 'namespace',
    'openvpn-oob': door !== undefined,
    'openvpn-rdv': door?.rendezvous !== undefined || network.doors.some((d) => d.rendezvous === device.id),
    keepalived: pair?.engine === 'keepalived',
    ser2net: hasLines && lineDaemonOf(device) === 'ser2net',
    conserver: hasLines && lineDaemonOf(device) === 'conserver',
  };
  return SERVICES.filter((service) => runs[service]);
};
