import { servesInside } from './inside-service.ts';
import type { Device, Network } from './network.ts';

/** Daemons that operators depend on. The unit that runs one is `relaxops-<service>.service`. */
export const SERVICES = [
  'sshd',
  'sshd-mgmt',
  'openvpn-oob',
  'openvpn-rdv',
  'keepalived',
  'ser2net',
  'dnsmasq',
] as const;
export type Service = (typeof SERVICES)[number];

/** Which of them the device runs. `sshd-mgmt` is that of a management namespace. */
export const servicesOf = (network: Network, device: Device): Service[] => {
  const door = network.doors.find((d) => d.gateway === device.id);
  const pair = network.pairs.find((p) => p.gateways.includes(device.id));
  const runs: Record<Service, boolean> = {
    sshd: true,
    'sshd-mgmt': device.management === 'namespace',
    // WireGuard is the kernel's: there is no daemon to die.
    'openvpn-oob': door?.engine === 'openvpn',
    'openvpn-rdv': door?.rendezvous !== undefined || network.doors.some((d) => d.rendezvous === device.id),
    keepalived: pair?.engine === 'keepalived',
    dnsmasq: servesInside(network, device),
    ser2net: device.ports.some((port) => port.kind === 'console-server'),
  };
  return SERVICES.filter((service) => runs[service]);
};
