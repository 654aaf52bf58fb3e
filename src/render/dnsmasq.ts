import { bothOf } from '#addressing/own.ts';
import { joinedSites } from '#analysis/permits.ts';
import { naturalCompare } from '#base/natural.ts';
import { type Endpoint, endpoints } from '#model/endpoint.ts';
import { insideServices, servesInside } from '#model/inside-service.ts';
import { uniqueNames } from './_host-names.ts';
import { type Leg, legsOf } from './_legs.ts';
import { netmask } from './_prefix.ts';
import { file, header } from './_text.ts';
import type { RenderContext } from './context.ts';
import { type Host, hasRole, type Renderer } from './renderer.ts';

/** Below `internal`, which is nobody's and stays so (ICANN board, 29 July 2024). */
const DOMAIN = 'oob.internal';

/** Gives up root; keeps nothing on disk, and says on stderr what it does. */
const DAEMON = ['user=nobody', 'group=nogroup', 'pid-file=', 'log-facility=-', 'no-poll', 'cache-size=0'];

const listening = (leg: Leg, dns: boolean): string[] => [
  `interface=${leg.iface}`,
  'except-interface=lo',
  // The shared address comes and goes on this interface.
  'bind-dynamic',
  ...(dns ? [] : ['port=0']),
];

/** Management addresses of the site and of those that a wire joins to it: what a client here can reach. */
const reachable = ({ network }: RenderContext, site: string): Endpoint[] => {
  const sites = new Set([site, ...joinedSites(network, site)]);
  return endpoints(network)
    .filter(({ address }) => address.network === 'management' && sites.has(address.site ?? ''))
    .sort((a, b) => naturalCompare(a.address.ip, b.address.ip));
};

/** Names from the plan, and nobody else to ask: any other name is refused at once. */
const names = (context: RenderContext, site: string): string[] => {
  const shared = new Set(context.network.pairs.map((pair) => pair.shared));
  const own = reachable(context, site).filter(({ address }) => !shared.has(address.ip));
  const byHost = uniqueNames([...new Set(own.map(({ host }) => host))]);
  return [
    'no-resolv',
    'no-hosts',
    `local=/${DOMAIN}/`,
    `domain=${DOMAIN}`,
    'local-ttl=60',
    ...own.map(
      ({ host, address }) => `host-record=${byHost.get(host)}.${DOMAIN},${bothOf(address).join(',')}`,
    ),
  ];
};

const reservation = ({ address, port }: Endpoint): string[] =>
  port.mac === undefined ? [] : [`dhcp-host=${port.mac},${address.ip},infinite`];

/** Gateways of the site that answer names, whoever holds the shared address: a client asks the next one. */
const nameServers = ({ network, ownAddress, pairOf }: RenderContext, site: string): string[] =>
  (pairOf(site)?.gateways ?? []).flatMap((id) => {
    const device = network.devices.find((one) => one.id === id);
    const ip = ownAddress(id)?.ip;
    return device && ip !== undefined && insideServices(network, device).dns ? [ip] : [];
  });

/**
 * Reservations and no pool: each gateway of a pair has the same answer to the same question, so two authoritative servers never contradict
 * each other (RFC 2131 section 4.3.2), and none needs to know what the other gave out. Leases do not end: nothing inside waits for a server that is
 * down, and a device keeps its address for as long as it remembers it.
 */
const reservations = (context: RenderContext, site: string, leg: Leg): string[] => {
  const [first] = leg.prefix.split('/');
  const servers = nameServers(context, site);
  const pair = context.pairOf(site);
  return [
    `dhcp-range=${first},static,${netmask(leg.length)},infinite`,
    'dhcp-authoritative',
    'dhcp-ignore=tag:!known',
    // Who was replaced keeps the place, whatever it calls itself, and an address is never in use by a lease from before.
    'dhcp-ignore-clid',
    'leasefile-ro',
    'no-ping',
    ...(pair ? [`dhcp-option=option:router,${pair.shared}`] : []),
    servers.length > 0
      ? `dhcp-option=option:dns-server,${servers.join(',')}`
      : 'dhcp-option=option:dns-server',
    ...reachable(context, site)
      .filter(({ address }) => address.site === site)
      .flatMap(reservation),
  ];
};

const configuration = (context: RenderContext, host: Host): string[] => {
  const { dns, dhcp } = insideServices(context.network, host.device);
  const leg = legsOf(context, host).find((one) => one.network === 'management');
  const site = host.device.site;
  if (!leg || site === undefined) return [];
  return [
    ...DAEMON,
    ...listening(leg, dns),
    ...(dns ? ['', ...names(context, site)] : []),
    ...(dhcp ? ['', ...reservations(context, site, leg)] : []),
  ];
};

/** Names and reservations for the management network, on gateways that the inventory names for them. */
export const dnsmasq: Renderer = {
  id: 'dnsmasq',
  title: 'names and reservations',
  appliesTo: (host, { network }) => hasRole(host, 'gateway') && servesInside(network, host.device),
  render: (context, host) => [
    file('dnsmasq.conf', [header(host, 'names and reservations'), ...configuration(context, host)]),
  ],
  check: {
    path: /\/dnsmasq\.conf$/,
    argv: (path) => ['/usr/sbin/dnsmasq', '--test', `--conf-file=${path}`],
    package: 'dnsmasq-base',
  },
};
