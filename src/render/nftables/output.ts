import { askedServers } from '#analysis/asked-servers.ts';
import type { Egress, Service } from '#analysis/permits.ts';
import type { RenderContext } from '../context.ts';
import { type Family, IPV4 } from './family.ts';
import { anyOf, denied, type NftChain, type NftSet, rule } from './ruleset.ts';
import { questionOf } from './zones.ts';

/** What a box of ours sends: answers, what its daemons need, and nothing to an address that nobody named. */

const SET = { ntp: 'time_servers', updates: 'update_servers' } as const;

const asked = (context: RenderContext, site: string | undefined) =>
  askedServers(context.network, site).filter(({ addresses }) => addresses.length > 0);

/** Time and update servers of the inventory, as sets. */
export const askedSets = (context: RenderContext, site: string | undefined): NftSet[] =>
  asked(context, site).map(({ kind, addresses, why }) => ({
    name: SET[kind],
    comment: why,
    elements: addresses,
  }));

const anyPort = (services: readonly Service[]): string =>
  services.length === 1
    ? questionOf(services[0]!)
    : `${services[0]!.protocol} dport ${anyOf(services.map(({ port }) => `${port}`))}`;

/** Questions to those servers, by whichever leg leads there. */
export const askedRules = (context: RenderContext, site: string | undefined): string[] =>
  asked(context, site).map(({ kind, services, why }) =>
    rule(`ip daddr @${SET[kind]} ${anyPort(services)} accept`, why),
  );

/** What the box may start inside. */
export const startRules = (leg: string, egress: readonly Egress[], family: Family): string[] =>
  egress.map(({ to, service, why }) =>
    rule(
      `${leg}${family.ip} daddr @${to}${family.suffix} ${service ? `${questionOf(service, family)} ` : ''}accept`,
      why,
    ),
  );

/** Errors about packets that no connection is known of. "Fragmentation needed" is one: without it paths with a small MTU hang (RFC 1191). */
const ERRORS = {
  4: 'icmp type { destination-unreachable, time-exceeded, parameter-problem }',
  // "Packet too big" is a type of its own (RFC 4443 section 3.2), and must pass (RFC 4890 section 4.3.1).
  6: 'icmpv6 type { destination-unreachable, packet-too-big, time-exceeded, parameter-problem }',
} as const;

/** The match for them, and that they pass at a bounded rate. */
export const errorsOf = ({ version }: Family): string => `${ERRORS[version]} limit rate 50/second accept`;

/** The output chain: default deny around what the box needs. */
export const outputChain = (needs: readonly string[], families: readonly Family[] = [IPV4]): NftChain => ({
  name: 'output',
  hook: 'type filter hook output priority filter; policy drop;',
  rules: [
    'oif "lo" accept',
    rule('ct state established,related accept', 'answers, and errors about them'),
    ...needs,
    ...families.map((family) => rule(errorsOf(family), 'errors, path MTU among them')),
    ...denied('output'),
  ],
});
