import type { GatewayPair } from '#model/network.ts';
import type { Leg } from './_legs.ts';
import { insideLeg, pairBy, siteNumber } from './_pair.ts';
import { file, header } from './_text.ts';
import type { RenderContext } from './context.ts';
import type { Host, Renderer } from './renderer.ts';

/** The pair that the host shares an inside address with by VRRP. */
const vrrpPair = (context: RenderContext, host: Host): GatewayPair | undefined =>
  pairBy(context, host, 'keepalived');

/** The first of the pair has 200, each further one 10 less; 1 to 254 is allowed (RFC 5798 section 5.2.4). */
const priority = (pair: GatewayPair, gateway: string): number =>
  Math.max(1, 200 - 10 * pair.gateways.indexOf(gateway));

/** A second router of the same number: one instance carries one version of IP (RFC 5798 section 5.2.3), from a link-local address (5.1.2.1). */
const second = (context: RenderContext, host: Host, pair: GatewayPair, { iface, v6 }: Leg): string[] =>
  v6 === undefined || pair.shared6 === undefined
    ? []
    : [
        '',
        `# ${pair.shared6}: the same of IPv6`,
        'vrrp_instance inside6 {',
        '    state BACKUP',
        `    interface ${iface}`,
        `    virtual_router_id ${siteNumber(context, pair)}`,
        `    priority ${priority(pair, host.device.id)}`,
        `    advert_int ${context.network.timers.vrrpAdvert}`,
        `    mcast_src_ip ${v6.link}`,
        '    garp_master_delay 1',
        '    garp_master_refresh 60',
        '    virtual_ipaddress {',
        // As /128 it is deprecated from the start (keepalived's own): what the gateway starts itself comes from its own address, which filters know.
        `        ${pair.shared6}/128 dev ${iface}`,
        '    }',
        '}',
      ];

const configuration = (context: RenderContext, host: Host, pair: GatewayPair): string[] => {
  const inside = insideLeg(context, host);
  if (!inside) return [];
  return [
    'global_defs {',
    `    router_id ${host.device.id}`,
    // Version 3 because timers below a second need it (RFC 5798 section 5.2.7).
    '    vrrp_version 3',
    '    enable_script_security',
    '}',
    '',
    `# ${pair.shared}: whoever of ${pair.gateways.join(', ')} comes first and sends adverts`,
    'vrrp_instance inside {',
    // Both start as BACKUP, so the address never has two owners while they come up.
    '    state BACKUP',
    `    interface ${inside.iface}`,
    `    virtual_router_id ${siteNumber(context, pair)}`,
    `    priority ${priority(pair, host.device.id)}`,
    `    advert_int ${context.network.timers.vrrpAdvert}`,
    `    mcast_src_ip ${inside.ip}`,
    '    garp_master_delay 1',
    '    garp_master_refresh 60',
    '    virtual_ipaddress {',
    `        ${pair.shared}/${inside.length} dev ${inside.iface}`,
    '    }',
    '}',
    ...second(context, host, pair, inside),
  ];
};

/** The inside address that a pair of gateways shares. Tracks the inside interface and adverts, and nothing else. */
export const keepalived: Renderer = {
  id: 'keepalived',
  title: 'shared inside address',
  appliesTo: (host, context) => vrrpPair(context, host) !== undefined,
  render: (context, host) => {
    const pair = vrrpPair(context, host);
    const lines = pair ? configuration(context, host, pair) : [];
    return [file('keepalived.conf', [header(host, 'shared inside address'), ...lines])];
  },
  check: {
    path: /\/keepalived\.conf$/,
    argv: (path) => ['/usr/sbin/keepalived', '-t', '-f', path],
    package: 'keepalived',
    interfaces: (text) => [
      ...new Set([...text.matchAll(/^\s*interface (\S+)$/gm)].map((match) => match[1]!)),
    ],
  },
};
