import { must } from '#base/result.ts';
import type { Door, Network, Operator, Station } from '#model/network.ts';
import { type RenderedFile, secretPlaceholder } from '#model/rendered.ts';
import type { RenderContext } from '#render/context.ts';
import { renderProfile } from '#render/profile.ts';
import { renderOperatorSsh } from '#render/ssh-config.ts';
import type { LabHost, LabWire } from '../plan.ts';
import { type Internet, ipOf, operatorNets } from './internet.ts';
import { CORE, providerEnd } from './internet-hosts.ts';
import { passwordList } from './password-list.ts';
import { ipBatch } from './unit-files.ts';

/** Laptops of operators and monitoring stations: hosts on the Internet that use our client configurations. */

/** The laptop without VPN. */
export const LAPTOP = 'laptop';
/** A laptop that has entered by this door. */
export const laptopAt = (door: string): string => `laptop/${door}`;
/** A monitoring station. */
export const stationAt = (station: string): string => `station/${station}`;

const host = (id: string, files: readonly RenderedFile[]): LabHost => ({
  id,
  chassis: id,
  files,
  supplies: [],
  dataPlane: { interfaces: ['eth0'] },
});

const online = (address: string, gateway: string): RenderedFile[] =>
  ipBatch([`addr add ${address} dev eth0`, 'link set dev eth0 up', `route add default via ${gateway}`]);

/** How the operator's machine runs a profile: until it is ended, or once, and then the interface is there. */
const CLIENTS: Readonly<Record<Door['engine'], (path: string) => string>> = {
  openvpn: (path) => `Type=simple\nExecStart=/usr/sbin/openvpn --config ${path}\n`,
  wireguard: (path) => `Type=oneshot\nRemainAfterExit=yes\nExecStart=/usr/bin/wg-quick up ${path}\n`,
};

/** The client's own file, and a unit that runs it as the operator would. */
const clientFiles = (context: RenderContext, door: Door, subject: string): RenderedFile[] => {
  const file = renderProfile(context, door, subject);
  const path = `/etc/relaxops/${file.path.slice(file.path.lastIndexOf('/') + 1)}`;
  const name = `${door.engine}-${door.id.replaceAll('/', '-')}`;
  return [
    { ...file, path },
    {
      path: `/etc/systemd/system/relaxops-${name}.service`,
      mode: 0o644,
      text: `[Unit]\nAfter=relaxops-network.service\n[Service]\n${CLIENTS[door.engine](path)}`,
    },
  ];
};

const LOGIN = '/etc/relaxops/lab';

/**
 * What a laptop logs in with: the last resorts' passwords, the operator's rendered ssh_config, and in front of it the lab's key, no questions, patience
 * with a busy machine, and a key exchange that takes a tenth of the time of ssh's first choice (which computes sntrup761).
 */
const loginFiles = (context: RenderContext, operator: Operator): RenderedFile[] => {
  const config = [
    'BatchMode yes',
    'ConnectTimeout 15',
    'KexAlgorithms ecdh-sha2-nistp256',
    `IdentityFile ${LOGIN}/id_ed25519`,
    `Include ${LOGIN}/operator/ssh_config`,
  ];
  return [
    {
      path: `${LOGIN}/id_ed25519`,
      mode: 0o600,
      text: `${secretPlaceholder(`ssh-user-key/${operator.id}`)}\n`,
    },
    { path: `${LOGIN}/passwords`, mode: 0o600, text: `${passwordList(context).join('\n')}\n` },
    { path: `${LOGIN}/ssh_config`, mode: 0o644, text: `${config.join('\n')}\n` },
    ...renderOperatorSsh(context, operator, `${LOGIN}/operator`),
  ];
};

/** One laptop without VPN, and one per door, all in the first operator's first network. */
export const laptopHosts = (context: RenderContext): LabHost[] => {
  const { network } = context;
  const operator = network.operators[0];
  const home = operatorNets(network)[0];
  if (!operator || !home) return [];
  const gateway = ipOf(home.router);
  return [
    host(LAPTOP, [...online(home.host(0), gateway), ...loginFiles(context, operator)]),
    ...network.doors.map((door, at) =>
      host(laptopAt(door.id), [
        ...online(home.host(at + 1), gateway),
        ...clientFiles(context, door, operator.id),
        ...loginFiles(context, operator),
      ]),
    ),
  ];
};

export const laptopWires = (network: Network): LabWire[] =>
  [LAPTOP, ...network.doors.map((door) => laptopAt(door.id))].map((id, at) => ({
    id: `${id}:eth0`,
    a: { host: id, iface: 'eth0' },
    b: { host: CORE, iface: `laptop${at}` },
  }));

const stationHost = (context: RenderContext, internet: Internet, station: Station): LabHost => {
  const net = internet.nets.find((one) =>
    one.customers.some(({ id }) => id === `station/${station.id}:eth0`),
  );
  const gateway = ipOf(must(net, `network of ${station.id}`).gateway);
  const clients = context.network.doors.flatMap((door) => clientFiles(context, door, station.id));
  return host(stationAt(station.id), [...online(station.address, gateway), ...clients]);
};

export const stationHosts = (context: RenderContext, internet: Internet): LabHost[] =>
  context.network.stations.map((station) => stationHost(context, internet, station));

export const stationWires = (network: Network, internet: Internet): LabWire[] =>
  network.stations.map(({ id }) => ({
    id: `station/${id}:eth0`,
    a: { host: stationAt(id), iface: 'eth0' },
    b: providerEnd(internet, `station/${id}:eth0`),
  }));
