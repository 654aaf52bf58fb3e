import { operatorRange, serverPort, stationRange } from '#addressing/pools.ts';
import { AT_GATEWAY, forwardedAt, type Permit, UNADDRESSED, type ZoneName } from '#analysis/permits.ts';
import { insideServices } from '#model/inside-service.ts';
import type { GatewayPair } from '#model/network.ts';
import { type Leg, legsOf, uplinkInterfaces } from '../_legs.ts';
import { advertsOf, COROSYNC_PORT, pairBy } from '../_pair.ts';
import { linkedSites, siteNetworks, sitePrefix } from '../_routes.ts';
import { OOB_TUN, RDV_TUN, tunnelAddress } from '../_vpn.ts';
import { outsideOf, type RenderContext } from '../context.ts';
import type { Host } from '../renderer.ts';
import { entryChain, entryJump, entrySets } from './attack.ts';
import { countryChains, countryJump } from './country.ts';
import { gatewayNeeds, leased } from './gateway-output.ts';
import { narrowRules } from './narrow.ts';
import { askedSets, ERRORS, outputChain } from './output.ts';
import { anyOf, denied, type NftChain, type NftSet, names, reversePath, rule, ruleset } from './ruleset.ts';
import { servedRules } from './served.ts';
import { answerOf, between, questionOf, zoneSets } from './zones.ts';

/** A gateway's legs by what they lead to. */
export interface Sides {
  readonly site: string;
  readonly inside: readonly Leg[];
  readonly wires: readonly Leg[];
  readonly wan: readonly string[];
  /** Interfaces to the management networks of this site and of those beyond a wire. */
  readonly inner: readonly string[];
}

const sidesOf = (context: RenderContext, host: Host): Sides => {
  const legs = legsOf(context, host);
  const inside = legs.filter((leg) => leg.network === 'management');
  const wires = legs.filter((leg) => leg.network === 'interlink');
  return {
    site: host.device.site ?? '',
    inside,
    wires,
    wan: uplinkInterfaces(context, host),
    inner: [...inside, ...wires].map((leg) => leg.iface),
  };
};

const wireSet = (at: number): string => `behind_wire_${at + 1}`;

/** Networks of the site that the wire leads to. */
const behindWire = (context: RenderContext, leg: Leg): string[] => {
  const far = context.topology.peer(leg.port.id);
  const site = far && context.topology.device(far.device).site;
  return site === undefined ? [] : siteNetworks(context, site);
};

/** Where packets may come from on each leg: a zone is known by its leg and its addresses together. */
const sourceSets = (context: RenderContext, host: Host, { site, wires }: Sides): NftSet[] => {
  const door = context.doorOf(host.device.id);
  const here = siteNetworks(context, site);
  const beyond = linkedSites(context, site).flatMap((other) => siteNetworks(context, other));
  const inside = [
    ...here.filter((prefix) => prefix !== door?.pool),
    ...beyond,
    ...(insideServices(context.network, host.device).dhcp ? [UNADDRESSED] : []),
  ];
  return [
    {
      name: 'pool',
      comment: 'VPN clients of this gateway',
      elements: door ? [operatorRange(door), stationRange(door)] : [],
    },
    { name: 'here', comment: `networks of ${site}`, elements: here },
    {
      name: 'from_inside',
      comment: 'what the inside leg may carry: this site, and others by the partner',
      elements: inside,
    },
    ...wires.map((leg, at) => ({
      name: wireSet(at),
      comment: `what the wire ${leg.port.id} leads to`,
      elements: behindWire(context, leg),
    })),
  ];
};

const antiSpoof = ({ inside, wires }: Sides): string[] => [
  rule(`iifname "${OOB_TUN}" ip saddr != @pool counter drop`, 'a VPN client sends from its own address'),
  ...inside.map((leg) =>
    rule(`iifname "${leg.iface}" ip saddr != @from_inside counter drop`, 'no foreign source inside'),
  ),
  ...wires.map((leg, at) =>
    rule(
      `iifname "${leg.iface}" ip saddr != @${wireSet(at)} counter drop`,
      `only what ${leg.port.id} leads to`,
    ),
  ),
];

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
  return inside.map((leg) =>
    rule(
      `iifname "${leg.iface}" ip saddr ${anyOf(known)} ip daddr 224.0.0.18 ip protocol 112 accept`,
      `adverts of the pair: ${heard.protocol} (T44)`,
    ),
  );
};

/** The inside addresses are asked from the VPN and from other sites; every other one on its own leg only. */
const ownLeg = (context: RenderContext, { site, inside }: Sides, both: string): string[] => {
  const shared = context.pairOf(site)?.shared;
  const own = [...inside.map((leg) => leg.ip), ...(shared === undefined ? [] : [shared])];
  if (own.length === 0) return [];
  return [
    rule(
      `iifname ${both} ip daddr != ${anyOf(own)} fib daddr . iif type != { local, broadcast, multicast } counter drop`,
      'outside addresses do not answer within',
    ),
  ];
};

const inputRules = (context: RenderContext, host: Host, sides: Sides): string[] => {
  const own = sides.inside.map((leg) => leg.ip);
  const outer = names([...sides.wan, RDV_TUN]);
  const inner = names(sides.inner);
  const both = names([OOB_TUN, ...sides.inner]);
  return [
    'iif "lo" accept',
    rule(
      `iifname ${outer} fib daddr . iif type != { local, broadcast, multicast } counter drop`,
      'an address answers on its own leg only',
    ),
    ...antiSpoof(sides),
    ...ownLeg(context, sides, both),
    rule('ct state established,related accept', 'answers to this host, and errors about them'),
    ...leased(context, host).map((name) =>
      rule(`iifname "${name}" udp sport 67 udp dport 68 accept`, 'the address of the uplink is leased'),
    ),
    ...vpnRules(context, host, sides),
    ...advertRules(context, host, sides),
    ...memberRules(context, host, sides),
    ...(own.length > 0
      ? AT_GATEWAY.map(({ from, service, why }) =>
          rule(
            `iifname ${IN_VPN.has(from) ? both : inner} ip saddr @${from} ip daddr ${anyOf(own)} ${questionOf(service)} accept`,
            why,
          ),
        )
      : []),
    ...servedRules(context, host, sides),
    rule(`iifname ${both} icmp type echo-request limit rate 50/second accept`, 'ping from within'),
    ...denied('input'),
  ];
};

/** Zones whose members come out of the VPN. */
const IN_VPN: ReadonlySet<ZoneName> = new Set<ZoneName>(['operators', 'stations']);

/**
 * The permits of one zone without connection state: answers of a device may pass one gateway where the question passed two. So both
 * directions are written, and an answer is never a first packet.
 */
const stateless = (all: readonly Permit[], from: ZoneName, inner: string, both: string): string[] => {
  const permits = all.filter((permit) => permit.from === from && !permit.stateful);
  const near = IN_VPN.has(from) ? both : inner;
  const back = (to: ZoneName) => `iifname ${inner} oifname ${near} ip saddr @${to} ip daddr @${from}`;
  return [
    ...permits.map((permit) =>
      rule(
        `iifname ${near} oifname ${inner} ${between(permit)} ${questionOf(permit.service)} accept`,
        permit.why,
      ),
    ),
    ...permits.map(({ to, service }) => rule(`${back(to)} ${answerOf(service)} accept`, 'their answers')),
    ...[...new Set(permits.map(({ to }) => to))].map((to) =>
      rule(`${back(to)} ${ERRORS}`, 'errors about them'),
    ),
  ];
};

const forwardRules = (context: RenderContext, sides: Sides): string[] => {
  const inner = names(sides.inner);
  const both = names([OOB_TUN, ...sides.inner]);
  const passed = forwardedAt(context.network, sides.site);
  return [
    rule(
      'tcp flags & (syn | rst) == syn tcp option maxseg size set rt mtu',
      'no segment larger than the tunnel',
    ),
    ...antiSpoof(sides),
    rule('ip saddr != @here ip daddr != @here counter drop', 'a wire between sites carries one hop'),
    rule('ct state established,related accept', 'answers to operators'),
    ...passed
      .filter((permit) => permit.stateful)
      .map((permit) =>
        rule(
          `iifname ${IN_VPN.has(permit.from) ? both : inner} oifname ${inner} ${between(permit)} ${questionOf(permit.service)} accept`,
          permit.why,
        ),
      ),
    ...[...new Set(passed.map(({ from }) => from))].flatMap((from) => stateless(passed, from, inner, both)),
    ...narrowRules(context, sides.site, inner, both),
    ...denied('forward'),
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
    outputChain(gatewayNeeds(context, host, sides)),
  ];
  const sets = [
    ...zoneSets(context, sides.site),
    ...sourceSets(context, host, sides),
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
