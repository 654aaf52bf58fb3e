import { bridgePorts, legsOf, uplinkInterfaces } from './_legs.ts';
import { file, header } from './_text.ts';
import { OOB_TUN, RDV_TUN } from './_vpn.ts';
import type { RenderContext } from './context.ts';
import { type Host, hasNamespace, hasRole, type Renderer } from './renderer.ts';

/** Boxes that pass packets on between their interfaces. */
export const forwards = (host: Host): boolean => hasRole(host, 'gateway', 'router', 'rendezvous');

/** Answers for an address only where it lives, and never follows a redirect (ip-sysctl.rst). */
const ALWAYS = [
  '# An address answers on its own leg only; a hairpin on the inside must not teach anybody a shortcut.',
  'net.ipv4.conf.all.arp_ignore = 1',
  'net.ipv4.conf.all.arp_announce = 2',
  'net.ipv4.conf.all.accept_redirects = 0',
  'net.ipv4.conf.default.accept_redirects = 0',
  'net.ipv4.conf.all.accept_source_route = 0',
  '# Loose: answers may leave by another leg than the one that the main table would choose.',
  'net.ipv4.conf.all.rp_filter = 2',
];

/** Tunnel devices that `network` makes. */
const tunnelNames = (context: RenderContext, host: Host): string[] => {
  if (hasRole(host, 'rendezvous')) return [RDV_TUN];
  const door = hasRole(host, 'gateway') ? context.doorOf(host.device.id) : undefined;
  return door ? [OOB_TUN, ...(door.rendezvous === undefined ? [] : [RDV_TUN])] : [];
};

/** Redirects are sent if "all" or the interface says so, hence one line an interface. */
const silent = (context: RenderContext, host: Host): string[] => {
  const tunnels = tunnelNames(context, host);
  const names = new Set([
    'all',
    'default',
    ...legsOf(context, host).map((leg) => leg.iface),
    ...uplinkInterfaces(context, host),
    ...tunnels,
  ]);
  return [...names].map((name) => `net/ipv4/conf/${name}/send_redirects = 0`);
};

/** The plan is IPv4; a server's own production may be more, so that is left as it is. */
const WITHOUT_IPV6 = ['net.ipv6.conf.all.disable_ipv6 = 1', 'net.ipv6.conf.default.disable_ipv6 = 1'];

/** IPv6 where the plan gives it and nowhere else: no router is believed, no address made up, none looked for twice (ip-sysctl.rst). */
const only = (context: RenderContext, host: Host, part: 'main' | 'namespace'): string[] => {
  const dual = new Set(legsOf(context, host, part).flatMap((leg) => (leg.v6 ? [leg.iface] : [])));
  if (dual.size === 0) return [];
  // A server's production is its own affair.
  const others = !hasRole(host, 'server') || part === 'namespace';
  const quiet = (name: string): string[] =>
    QUIET.map(([key, value]) => `net/ipv6/conf/${name}/${key} = ${value}`);
  return [
    '# IPv6 on the legs that have an address of it, and on the loopback, which its routes need.',
    ...[...(others ? ['all', 'default'] : []), ...dual].flatMap(quiet),
    ...['lo', ...dual].map((name) => `net/ipv6/conf/${name}/disable_ipv6 = 0`),
    ...(others ? [`net.ipv6.conf.all.forwarding = ${forwards(host) ? 1 : 0}`] : []),
  ];
};

const QUIET = [
  ['accept_ra', 0],
  ['autoconf', 0],
  ['accept_redirects', 0],
  ['accept_source_route', 0],
  ['accept_dad', 0],
] as const;

/** The file of them. */
export const NAMESPACE_SYSCTL = 'management-sysctl.conf';

/** Kernel settings of the management namespace: a new one starts from the kernel's own, and would believe any router and redirect. */
export const namespaceSettings = (context: RenderContext, host: Host): string[] =>
  hasNamespace(host) ? [STILL, ...ALWAYS, ...WITHOUT_IPV6, ...only(context, host, 'namespace')] : [];

/** From here on the kernel's own limits are raised: 128 to keep, 512 for long, 1024 at most (arp(7)). */
const FEW = 256;

/**
 * Room for the neighbours of a flat management network: without it a gateway of 1000 addresses talks to half of them. Every neighbour fits
 * below the first limit, so that none is forgotten while it is needed.
 */
const neighbours = ({ network }: RenderContext, host: Host): string[] => {
  if (!hasRole(host, 'gateway', 'jumphost')) return [];
  const count = network.addresses.filter(
    (a) => a.network === 'management' && a.site === host.device.site,
  ).length;
  if (count <= FEW) return [];
  const room = 2 ** Math.ceil(Math.log2(2 * count));
  return [
    `# ${count} addresses in the management network of ${host.device.site}.`,
    ...[room, 2 * room, 4 * room].map((limit, at) => `net.ipv4.neigh.default.gc_thresh${at + 1} = ${limit}`),
    ...(network.ipv6
      ? [room, 2 * room, 4 * room].map((limit, at) => `net.ipv6.neigh.default.gc_thresh${at + 1} = ${limit}`)
      : []),
  ];
};

const bridged = ({ network }: RenderContext): string[] => [
  'net.bridge.bridge-nf-call-iptables = 0',
  ...(network.ipv6 ? ['net.bridge.bridge-nf-call-ip6tables = 0'] : []),
];

const STILL = 'net.ipv4.ip_forward = 0';

/** First of all: when this one changes, the kernel sets others anew, `accept_redirects` among them (ip-sysctl.rst, ip_forward). */
const passing = (host: Host): string[] => {
  if (forwards(host)) return ['net.ipv4.ip_forward = 1'];
  return hasRole(host, 'jumphost', 'management-switch') ? [STILL] : [];
};

const lines = (context: RenderContext, host: Host): string[] => [
  ...passing(host),
  ...ALWAYS,
  ...(forwards(host) ? silent(context, host) : []),
  ...(hasRole(host, 'server') ? [] : WITHOUT_IPV6),
  ...only(context, host, 'main'),
  ...neighbours(context, host),
  // Frames between bridge ports are the switch's business and not the packet filter's.
  ...(bridgePorts(context, host).length > 0 ? bridged(context) : []),
];

/** Kernel settings, for sysctl(8). */
export const sysctl: Renderer = {
  id: 'sysctl',
  title: 'kernel settings',
  appliesTo: () => true,
  render: (context, host) => {
    const settings = namespaceSettings(context, host);
    const what = 'kernel settings of the management namespace';
    return [
      file('sysctl.conf', [header(host, 'kernel settings'), ...lines(context, host)]),
      ...(settings.length > 0 ? [file(NAMESPACE_SYSCTL, [header(host, what), ...settings])] : []),
    ];
  },
};
