import { linkLocal } from '#addressing/ipv6.ts';
import { serverPort } from '#addressing/pools.ts';
import { AT_GATEWAY, zonesOf } from '#analysis/permits.ts';
import type { GatewayPair } from '#model/network.ts';
import { advertsOf, COROSYNC_PORT, pairBy } from '../_pair.ts';
import { sitePrefix } from '../_routes.ts';
import { OOB_TUN, RDV_TUN, tunnelAddress } from '../_vpn.ts';
import { outsideOf, type RenderContext } from '../context.ts';
import type { Host } from '../renderer.ts';
import { entryChain, entryJump, entrySets } from './attack.ts';
import { countryChains, countryJump } from './country.ts';
import { type Family, linkInput, populated } from './family.ts';
import { forwardRules, IN_VPN } from './gateway-forward.ts';
import { gatewayNeeds, leased } from './gateway-output.ts';
import { antiSpoof, onlyInside, type Sides, sidesOf, sourceSets } from './gateway-sides.ts';
import { askedSets, outputChain } from './output.ts';
import {
  anyOf,
  denied,
  forged,
  forgedChain,
  type NftChain,
  names,
  reversePath,
  rule,
  ruleset,
} from './ruleset.ts';
import { servedRules } from './served.ts';
import { questionOf, zoneSets } from './zones.ts';

/** The VPN server's port, on uplinks and, by way of a rendezvous, in its tunnel. */
const vpnRules = (context: RenderContext, host: Host, { wan }: Sides): string[] => {
  const door = context.doorOf(host.device.id);
  if (!door) return [];
  const port = serverPort(door);
  return [
    ...countryJump(context, `iifname ${names([...wan, RDV_TUN])} `),
    entryJump(`iifname ${names([...wan, RDV_TUN])} `),
    ...(wan.length > 0
      ? [rule(`iifname ${names(wan)} udp dport ${port} accept`, `door ${door.id} (T19)`)]
      : []),
    ...(door.rendezvous === undefined
      ? []
      : [
          rule(
            `iifname "${RDV_TUN}" ip daddr ${tunnelAddress(context, door)} udp dport ${port} accept`,
            `door ${door.id}, forwarded by ${door.rendezvous}`,
          ),
        ]),
  ];
};

/** Addresses of the others of a pair. */
const partnersOf = (context: RenderContext, host: Host, pair: GatewayPair | undefined): string[] =>
  pair?.gateways.filter((id) => id !== host.device.id).flatMap((id) => context.ownAddress(id)?.ip ?? []) ??
  [];

const memberRules = (context: RenderContext, host: Host, { inside }: Sides): string[] => {
  const known = partnersOf(context, host, pairBy(context, host, 'pacemaker'));
  if (known.length === 0) return [];
  return inside.map((leg) =>
    rule(
      `iifname "${leg.iface}" ip saddr ${anyOf(known)} udp dport ${COROSYNC_PORT} accept`,
      'members of the pair: corosync (T44)',
    ),
  );
};

const advertRules = (context: RenderContext, host: Host, { inside }: Sides): string[] => {
  const heard = advertsOf(context, host);
  const known = partnersOf(context, host, heard?.pair);
  if (!heard || known.length === 0) return [];
  // 224.0.0.18 and 112: RFC 5798 sections 5.1.1.2 and 5.1.1.4. By number, since /etc/protocols may be missing.
  const why = `adverts of the pair: ${heard.protocol} (T44)`;
  return inside.flatMap(({ iface, v6 }) => [
    rule(`iifname "${iface}" ip saddr ${anyOf(known)} ip daddr 224.0.0.18 ip protocol 112 accept`, why),
    // ff02::12, from link-local addresses: RFC 5798 sections 5.1.2.1 and 5.1.2.2.
    ...(v6
      ? [
          rule(
            `iifname "${iface}" ip6 saddr ${anyOf(known.map(linkLocal))} ip6 daddr ff02::12 meta l4proto 112 accept`,
            why,
          ),
        ]
      : []),
  ]);
};

/** The gateway's own inside addresses of that version. */
const ownIn = ({ inside }: Sides, { version }: Family): string[] =>
  inside.flatMap((leg) => (version === 4 ? [leg.ip] : (leg.v6?.ip ?? [])));

/** The inside addresses are asked from the VPN and from other sites; every other one on its own leg only. */
const ownLeg = (context: RenderContext, sides: Sides, both: string, family: Family): string[] => {
  const pair = context.pairOf(sides.site);
  const shared = family.version === 4 ? pair?.shared : pair?.shared6;
  const links =
    family.version === 4 ? [] : [...sides.inside, ...sides.wires].flatMap(({ v6 }) => v6?.link ?? []);
  const own = [...ownIn(sides, family), ...(shared === undefined ? [] : [shared]), ...links];
  if (own.length === 0) return [];
  return [
    forged(
      `iifname ${both} ${family.ip} daddr != ${anyOf(own)} fib daddr . iif type != { local, broadcast, multicast }`,
      'outside addresses do not answer within',
    ),
  ];
};

/** What may be asked of the gateway itself, inside. */
const ownRules = (context: RenderContext, sides: Sides, family: Family): string[] => {
  const own = ownIn(sides, family);
  if (own.length === 0) return [];
  const inner = names(sides.inner);
  const both = names([OOB_TUN, ...sides.inner]);
  const { ip, suffix } = family;
  const some = populated(family, zonesOf(context.network, sides.site));
  return AT_GATEWAY.filter(({ from }) => some(from)).map(({ from, service, why }) =>
    rule(
      `iifname ${IN_VPN.has(from) ? both : inner} ${ip} saddr @${from}${suffix} ${ip} daddr ${anyOf(own)} ${questionOf(service, family)} accept`,
      why,
    ),
  );
};

const inputRules = (context: RenderContext, host: Host, sides: Sides): string[] => {
  const { families } = sides;
  const outer = names([...sides.wan, RDV_TUN]);
  const inner = names(sides.inner);
  const both = names([OOB_TUN, ...sides.inner]);
  return [
    'iif "lo" accept',
    ...onlyInside(sides),
    ...(families.length > 1 ? linkInput(`iifname ${inner} `) : []),
    forged(
      `iifname ${outer} fib daddr . iif type != { local, broadcast, multicast }`,
      'an address answers on its own leg only',
    ),
    ...antiSpoof(sides),
    ...families.flatMap((family) => ownLeg(context, sides, both, family)),
    rule('ct state established,related accept', 'answers to this host, and errors about them'),
    ...leased(context, host).map((name) =>
      rule(`iifname "${name}" udp sport 67 udp dport 68 accept`, 'the address of the uplink is leased'),
    ),
    ...vpnRules(context, host, sides),
    ...advertRules(context, host, sides),
    ...memberRules(context, host, sides),
    ...families.flatMap((family) => ownRules(context, sides, family)),
    ...servedRules(context, host, sides),
    ...families.map(({ icmp }) =>
      rule(`iifname ${both} ${icmp} type echo-request limit rate 50/second accept`, 'ping from within'),
    ),
    ...denied('input'),
  ];
};

/**
 * Whether answers leave by the uplink that the question came in by, so that the way back may be asked for: with one uplink always, with
 * several where each has an address, and so a rule and a table of its own.
 */
const routesBack = (context: RenderContext, host: Host): boolean => {
  const uplinks = context.uplinksOf(host.device.id);
  return uplinks.length < 2 || uplinks.every((uplink) => outsideOf(context, uplink) !== undefined);
};

/** The packet filter of a gateway: from outside its VPN port, inside what the zones may. */
export const gatewayRuleset = (context: RenderContext, host: Host): string[] => {
  const sides = sidesOf(context, host);
  if (sitePrefix(context, sides.site) === undefined || sides.inner.length === 0) return closed();
  const chains: NftChain[] = [
    entryChain,
    forgedChain,
    ...countryChains(context),
    ...(routesBack(context, host) && sides.wan.length > 0 ? [reversePath(names(sides.wan))] : []),
    {
      name: 'input',
      hook: 'type filter hook input priority filter; policy drop;',
      rules: inputRules(context, host, sides),
    },
    {
      name: 'forward',
      hook: 'type filter hook forward priority filter; policy drop;',
      rules: forwardRules(context, sides),
    },
    outputChain(gatewayNeeds(context, host, sides, sides.families), sides.families),
  ];
  const sets = [
    ...zoneSets(context, sides.site, sides.families),
    ...sides.families.flatMap((family) => sourceSets(context, host, sides, family)),
    ...entrySets(context),
    ...askedSets(context, sides.site),
  ];
  return ruleset(sets, chains);
};

const LOOPBACK: Readonly<Record<string, readonly string[]>> = {
  input: ['iif "lo" accept'],
  forward: [],
  output: ['oif "lo" accept'],
};

/** A gateway that nothing is wired to. */
const closed = (): string[] =>
  ruleset(
    [],
    ['input', 'forward', 'output'].map((name) => ({
      name,
      hook: `type filter hook ${name} priority filter; policy drop;`,
      rules: [...LOOPBACK[name]!, ...denied(name)],
    })),
  );
