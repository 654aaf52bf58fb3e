import { RENDEZVOUS_PORT } from '#addressing/pools.ts';
import { askedInside, FROM_GATEWAY, zonesOf } from '#analysis/permits.ts';
import { interfaceName } from '../_interface.ts';
import { type Leg, portsOf } from '../_legs.ts';
import { advertsOf, COROSYNC_PORT, pairBy } from '../_pair.ts';
import { rendezvousAddress } from '../_vpn.ts';
import type { RenderContext } from '../context.ts';
import type { Host } from '../renderer.ts';
import { type Family, linkOutput, populated } from './family.ts';
import { askedRules, startRules } from './output.ts';
import { anyOf, names, rule } from './ruleset.ts';
import { leaseRules } from './served.ts';
import { questionOf } from './zones.ts';

/** Interfaces of uplinks whose address the provider hands out: theirs belongs to a DHCP client. */
export const leased = (context: RenderContext, host: Host): string[] =>
  portsOf(host)
    .filter((port) => {
      const uplink = context.topology.uplinkAt(port.id);
      return uplink !== undefined && uplink.address === undefined;
    })
    .map(interfaceName);

const adverts = (context: RenderContext, host: Host, inside: readonly Leg[]): string[] => {
  const heard = advertsOf(context, host);
  if (!heard || heard.pair.gateways.length < 2) return [];
  return inside.flatMap((leg) => [
    rule(
      `oifname "${leg.iface}" ip saddr ${leg.ip} ip daddr 224.0.0.18 ip protocol 112 accept`,
      `adverts to the pair: ${heard.protocol} (T44)`,
    ),
    // RFC 3376 section 4.2.14; a switch with snooping sends adverts only to who asked for them.
    rule(`oifname "${leg.iface}" ip daddr 224.0.0.22 ip protocol 2 accept`, 'asks for the adverts: IGMP'),
    ...(leg.v6
      ? [
          rule(
            `oifname "${leg.iface}" ip6 saddr ${leg.v6.link} ip6 daddr ff02::12 meta l4proto 112 accept`,
            'adverts to the pair: VRRP (T44)',
          ),
        ]
      : []),
  ]);
};

const members = (context: RenderContext, host: Host, inside: readonly Leg[]): string[] => {
  const others = pairBy(context, host, 'pacemaker')?.gateways.filter((id) => id !== host.device.id) ?? [];
  const known = others.flatMap((id) => context.ownAddress(id)?.ip ?? []);
  if (known.length === 0) return [];
  return inside.map((leg) =>
    rule(
      `oifname "${leg.iface}" ip daddr ${anyOf(known)} udp dport ${COROSYNC_PORT} accept`,
      'members of the pair: corosync (T44)',
    ),
  );
};

const dialled = (context: RenderContext, host: Host, wan: readonly string[]): string[] => {
  const rendezvous = context.doorOf(host.device.id)?.rendezvous;
  if (rendezvous === undefined || wan.length === 0) return [];
  const to = rendezvousAddress(context, rendezvous);
  return [
    rule(
      `oifname ${names(wan)} ip daddr ${to} udp dport ${RENDEZVOUS_PORT} accept`,
      `tunnel to ${rendezvous}, dialled from here`,
    ),
  ];
};

/** Questions about its own logins. */
const loginRules = (context: RenderContext, host: Host, inside: readonly Leg[]): string[] => {
  const asked = askedInside(context.network, host.device.id);
  if (!asked || inside.length === 0) return [];
  const on = names(inside.map((leg) => leg.iface));
  return [
    rule(`oifname ${on} ip daddr ${anyOf(asked.addresses)} ${questionOf(asked.service)} accept`, asked.why),
  ];
};

interface Legs {
  readonly site: string;
  readonly inside: readonly Leg[];
  readonly wan: readonly string[];
  readonly inner: readonly string[];
}

/** What a gateway starts itself. The VPN's packets are answers to its clients. */
export const gatewayNeeds = (
  context: RenderContext,
  host: Host,
  { site, inside, wan, inner }: Legs,
  families: readonly Family[],
): string[] => [
  ...adverts(context, host, inside),
  ...members(context, host, inside),
  ...(families.length > 1 ? linkOutput(`oifname ${names(inner)} `) : []),
  ...dialled(context, host, wan),
  ...leased(context, host).map((name) =>
    rule(`oifname "${name}" udp sport 68 udp dport 67 accept`, 'the address of the uplink is leased'),
  ),
  ...leaseRules(context, host, { site, inside }),
  ...families.flatMap((family) => {
    const some = populated(family, zonesOf(context.network, site));
    return startRules(
      `oifname ${names(inner)} `,
      FROM_GATEWAY.filter(({ to }) => some(to)),
      family,
    );
  }),
  ...loginRules(context, host, inside),
  ...askedRules(context, site),
];
