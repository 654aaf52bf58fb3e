import { bridgePorts, legsOf, uplinkInterfaces } from './_legs.ts';
import { file, header } from './_text.ts';
import { OOB_TUN, RDV_TUN } from './_vpn.ts';
import type { RenderContext } from './context.ts';
import { type Host, hasRole, type Renderer } from './renderer.ts';

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
const forwarding = (context: RenderContext, host: Host): string[] => {
  const tunnels = tunnelNames(context, host);
  const names = new Set([
    'all',
    'default',
    ...legsOf(context, host).map((leg) => leg.iface),
    ...uplinkInterfaces(context, host),
    ...tunnels,
  ]);
  return ['net.ipv4.ip_forward = 1', ...[...names].map((name) => `net/ipv4/conf/${name}/send_redirects = 0`)];
};

/** The plan is IPv4; a server's own production may be more, so that is left as it is. */
const WITHOUT_IPV6 = ['net.ipv6.conf.all.disable_ipv6 = 1', 'net.ipv6.conf.default.disable_ipv6 = 1'];

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
  ];
};

const lines = (context: RenderContext, host: Host): string[] => [
  ...ALWAYS,
  ...(forwards(host) ? forwarding(context, host) : []),
  ...(hasRole(host, 'jumphost', 'management-switch') ? ['net.ipv4.ip_forward = 0'] : []),
  ...(hasRole(host, 'server') ? [] : WITHOUT_IPV6),
  ...neighbours(context, host),
  // Frames between bridge ports are the switch's business and not the packet filter's.
  ...(bridgePorts(context, host).length > 0 ? ['net.bridge.bridge-nf-call-iptables = 0'] : []),
];

/** Kernel settings, for sysctl(8). */
export const sysctl: Renderer = {
  id: 'sysctl',
  title: 'kernel settings',
  appliesTo: () => true,
  render: (context, host) => [
    file('sysctl.conf', [header(host, 'kernel settings'), ...lines(context, host)]),
  ],
};
