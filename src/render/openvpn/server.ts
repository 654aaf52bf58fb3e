import {
  doorAddress,
  operatorAddress,
  RENDEZVOUS_PORT,
  serverPort,
  stationAddress,
} from '#addressing/pools.ts';
import type { Door } from '#model/network.ts';
import type { RenderedFile } from '#model/rendered.ts';
import { netmask, prefixOf, spelledOut } from '../_prefix.ts';
import { sitePrefix } from '../_routes.ts';
import { file, header, ROOT } from '../_text.ts';
import { ccdName, doorRoutes, OOB_TUN, RDV_TUN, rendezvousTunnel, tunnelAddress } from '../_vpn.ts';
import type { RenderContext } from '../context.ts';
import type { Host } from '../renderer.ts';
import { ATTACHED, COMMON, credentials, keepalive } from './common.ts';

interface Server {
  readonly subject: string;
  readonly port: number;
  readonly device: string;
  readonly address: string;
  readonly network: string;
  readonly mtu: number;
  /** Name of the folder below openvpn/ with a file per client. */
  readonly clients: string;
  readonly pushes: readonly string[];
}

const CRL = `${ROOT}/openvpn/crl.pem`;

const configuration = (context: RenderContext, server: Server): string[] => [
  'mode server',
  'tls-server',
  `port ${server.port}`,
  // Answers leave from the address that was asked, whichever uplink it is on.
  'multihome',
  ...COMMON,
  `dev ${server.device}`,
  `ifconfig ${server.address} ${netmask(prefixOf(server.network).length)}`,
  ...ATTACHED,
  `tun-mtu ${server.mtu}`,
  `mssfix ${server.mtu} fixed`,
  '',
  '# Nobody without a file of their own, and with the address that the plan gives them.',
  `client-config-dir ${ROOT}/openvpn/${server.clients}`,
  'ccd-exclusive',
  'remote-cert-tls client',
  `crl-verify ${CRL}`,
  'dh none',
  keepalive(context),
  'explicit-exit-notify 1',
  'push "topology subnet"',
  `push "route-gateway ${server.address}"`,
  ...server.pushes,
  '',
  ...credentials(context, server.subject, server.subject),
];

/** A pushed route's metric says which tunnel goes first. */
const pushes = (context: RenderContext, door: Door): string[] =>
  doorRoutes(context, door).flatMap(({ site, metric }) => {
    const prefix = sitePrefix(context, site);
    return prefix === undefined ? [] : [`push "route ${spelledOut(prefix)} vpn_gateway ${metric}"`];
  });

const client = (folder: string, subject: string, ip: string, mask: string): RenderedFile =>
  file(`openvpn/${folder}/${ccdName(subject)}`, [`ifconfig-push ${ip} ${mask}`]);

const crl = ({ material }: RenderContext): RenderedFile => file('openvpn/crl.pem', [material.crl.trimEnd()]);

const oobClients = ({ network }: RenderContext, door: Door): RenderedFile[] => {
  const mask = netmask(prefixOf(door.pool).length);
  return [
    ...network.operators.map((o) => client('ccd', o.id, operatorAddress(door, o), mask)),
    ...network.stations.map((s) => client('ccd', s.id, stationAddress(door, s), mask)),
  ];
};

/** The VPN server of a door: operators and stations, each with a certificate and an address of their own. */
export const oobServer = (context: RenderContext, host: Host, door: Door): RenderedFile[] => {
  const lines = configuration(context, {
    subject: host.device.id,
    port: serverPort(door),
    device: OOB_TUN,
    address: doorAddress(door),
    network: door.pool,
    mtu: door.mtu,
    clients: 'ccd',
    pushes: pushes(context, door),
  });
  const head = header(host, 'VPN server');
  return [file('openvpn/oob.conf', [head, ...lines], 0o600), crl(context), ...oobClients(context, door)];
};

/** Where gateways behind a NAT dial in to. */
export const rendezvousServer = (context: RenderContext, host: Host): RenderedFile[] => {
  const { network, far, mtu } = rendezvousTunnel(context, host.device.id);
  const lines = configuration(context, {
    subject: host.device.id,
    port: RENDEZVOUS_PORT,
    device: RDV_TUN,
    address: far,
    network,
    mtu,
    clients: 'ccd-rdv',
    pushes: [],
  });
  const mask = netmask(prefixOf(network).length);
  const clients = context
    .doorsThrough(host.device.id)
    .map((door) => client('ccd-rdv', door.gateway, tunnelAddress(context, door), mask));
  const head = header(host, 'server for gateways that dial out');
  return [file('openvpn/rdv.conf', [head, ...lines], 0o600), crl(context), ...clients];
};
