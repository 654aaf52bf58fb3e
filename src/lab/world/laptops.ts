import { must } from '#base/result.ts';
import { type Entrant, entrants } from '#model/entrant.ts';
import type { Door, Network, Operator, Station } from '#model/network.ts';
import { type RenderedFile, secretPlaceholder } from '#model/rendered.ts';
import { clientInterface, shortName } from '#render/_door-names.ts';
import type { RenderContext } from '#render/context.ts';
import { renderProfile } from '#render/profile.ts';
import { renderOperatorSsh } from '#render/ssh-config.ts';
import type { LabHost, LabWire } from '../plan.ts';
import { type Internet, ipOf, operatorNets } from './internet.ts';
import { CORE, laptopPort, providerEnd } from './internet-hosts.ts';
import { passwordFiles, questionOptions } from './login-service.ts';
import { passwordList } from './password-list.ts';
import { ipBatch } from './unit-files.ts';

/** Laptops of operators and monitoring stations: hosts on the Internet that use our client configurations. */

/** The laptop without VPN. */
export const LAPTOP = 'laptop';
/** A laptop that has entered by this door. */
export const laptopAt = (door: string): string => `laptop/${door}`;
/** The laptop of somebody else, elsewhere, who has entered by it. */
export const otherLaptopAt = (door: string): string => `laptop/${door}/other`;
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

/** A machine that is busy may lose the first packets to a gateway that still boots. */
const HANDSHAKE_S = 30;

/** How the operator's machine runs a profile: until it is ended, or once, and then the interface is there. */
const CLIENTS: Readonly<Record<Door['engine'], (path: string, name: string) => readonly string[]>> = {
  openvpn: (path) => ['Type=simple', `ExecStart=/usr/sbin/openvpn --config ${path}`],
  // Started anew, it begins without what was there: wg-quick down would want the file.
  wireguard: (path, name) => [
    'Type=oneshot',
    'RemainAfterExit=yes',
    `ExecStartPre=-/usr/sbin/ip link del dev ${name}`,
    `ExecStart=/usr/bin/wg-quick up ${path}`,
    // It says nothing when a peer has answered, and asks again every 5 s only.
    `ExecStart=-/usr/bin/timeout ${HANDSHAKE_S} sh -c 'until wg show ${name} latest-handshakes | grep -q "[[:blank:]][1-9]"; do sleep 0.1; done'`,
  ],
};

/** The unit that runs a door's VPN on a laptop. */
export const clientUnit = (door: Door): string =>
  `relaxops-${door.engine}-${door.id.replaceAll('/', '-')}.service`;

const pathOf = (file: RenderedFile): string =>
  `/etc/relaxops/${file.path.slice(file.path.lastIndexOf('/') + 1)}`;

/** Where a laptop has the VPN's file, with its key, of a door. */
export const clientPath = (context: RenderContext, door: Door): string => {
  const name = door.engine === 'wireguard' ? clientInterface(context, door) : shortName(context, door);
  return `/etc/relaxops/${name}.conf`;
};

/** The client's own file, and a unit that runs it as the operator would. */
const clientFiles = (context: RenderContext, door: Door, subject: string): RenderedFile[] => {
  const file = renderProfile(context, door, subject);
  const path = pathOf(file);
  return [
    { ...file, path },
    {
      path: `/etc/systemd/system/${clientUnit(door)}`,
      mode: 0o644,
      text: [
        ...['[Unit]', 'After=relaxops-network.service', '[Service]'],
        ...CLIENTS[door.engine](path, clientInterface(context, door)),
        '',
      ].join('\n'),
    },
  ];
};

const LOGIN = '/etc/relaxops/lab';
/** An operator's private key for ssh, on every laptop. */
export const LOGIN_KEY = `${LOGIN}/id_ed25519`;

/**
 * What a laptop logs in with: the last resorts' passwords, the operator's rendered ssh_config, and in front of it the lab's key, no questions, patience
 * with a busy machine, and a key exchange that takes a tenth of the time of ssh's first choice (which computes sntrup761).
 */
const loginFiles = (context: RenderContext, operator: Operator): RenderedFile[] => {
  const config = [
    ...questionOptions(context.network),
    'ConnectTimeout 15',
    'KexAlgorithms ecdh-sha2-nistp256',
    `IdentityFile ${LOGIN_KEY}`,
    `Include ${LOGIN}/operator/ssh_config`,
  ];
  return [
    {
      path: LOGIN_KEY,
      mode: 0o600,
      text: `${secretPlaceholder(`ssh-user-key/${operator.id}`)}\n`,
    },
    ...passwordFiles(context.network, operator.id),
    { path: `${LOGIN}/passwords`, mode: 0o600, text: `${passwordList(context).join('\n')}\n` },
    { path: `${LOGIN}/ssh_config`, mode: 0o644, text: `${config.join('\n')}\n` },
    ...renderOperatorSsh(context, operator, `${LOGIN}/operator`),
  ];
};

/** An operator's laptop in a network: at its n-th address, with a VPN by the door if one is named. */
const laptop = (context: RenderContext, who: Entrant, id: string, n: number, door?: Door): LabHost => {
  const { network } = context;
  const operator = must(
    network.operators.find((one) => one.id === who.operator),
    `operator ${who.operator}`,
  );
  const home = must(
    operatorNets(network).find((one) => one.id === who.place),
    `network ${who.place}`,
  );
  return host(id, [
    ...online(home.host(n), ipOf(home.router)),
    ...(door ? clientFiles(context, door, operator.id) : []),
    ...loginFiles(context, operator),
  ]);
};

/** One laptop without VPN and one per door, of the first who tries (see `entrants`); and one per door of the second. `more`: files of all. */
export const laptopHosts = (context: RenderContext, more: readonly RenderedFile[] = []): LabHost[] => {
  const { network } = context;
  const [first, second] = entrants(network);
  if (!first) return [];
  const { doors } = network;
  // Both may be in one network.
  const others = second?.place === first.place ? doors.length + 1 : 0;
  const hosts = [
    laptop(context, first, LAPTOP, 0),
    ...doors.map((door, at) => laptop(context, first, laptopAt(door.id), at + 1, door)),
    ...doors.flatMap((door, at) =>
      second ? [laptop(context, second, otherLaptopAt(door.id), at + others, door)] : [],
    ),
  ];
  return hosts.map((one) => ({ ...one, files: [...one.files, ...more] }));
};

/** Whose laptop is where. */
export const laptopOwners = (network: Network): { host: string; operator: string; door?: Door }[] => {
  const [first, second] = entrants(network);
  if (!first) return [];
  return [
    { host: LAPTOP, operator: first.operator },
    ...network.doors.map((door) => ({ host: laptopAt(door.id), operator: first.operator, door })),
    ...(second
      ? network.doors.map((door) => ({ host: otherLaptopAt(door.id), operator: second.operator, door }))
      : []),
  ];
};

/** The laptops of a network of operators, by its place in the list; their wires end at the core in this order. */
export const laptopsIn = (network: Network, place: number): string[] => {
  const [first, second] = entrants(network);
  const id = network.places[place]?.id;
  return [
    ...(first?.place === id ? [LAPTOP, ...network.doors.map((door) => laptopAt(door.id))] : []),
    ...(second?.place === id ? network.doors.map((door) => otherLaptopAt(door.id)) : []),
  ];
};

export const laptopWires = (network: Network): LabWire[] =>
  network.places.flatMap((_, place) =>
    laptopsIn(network, place).map((id, at) => ({
      id: `${id}:eth0`,
      a: { host: id, iface: 'eth0' },
      b: { host: CORE, iface: laptopPort(place, at) },
    })),
  );

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
