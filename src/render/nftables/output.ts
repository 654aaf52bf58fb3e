import { askedServers, type Egress, type Service } from '#analysis/permits.ts';
import type { RenderContext } from '../context.ts';
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
export const startRules = (leg: string, egress: readonly Egress[]): string[] =>
  egress.map(({ to, service, why }) =>
    rule(`${leg}ip daddr @${to} ${service ? `${questionOf(service)} ` : ''}accept`, why),
  );

/** Errors about packets that no connection is known of. "Fragmentation needed" is one: without it paths with a small MTU hang (RFC 1191). */
export const ERRORS =
  'icmp type { destination-unreachable, time-exceeded, parameter-problem } limit rate 50/second accept';

/** The output chain: default deny around what the box needs. */
export const outputChain = (needs: readonly string[]): NftChain => ({
  name: 'output',
  hook: 'type filter hook output priority filter; policy drop;',
  rules: [
    'oif "lo" accept',
    rule('ct state established,related accept', 'answers, and errors about them'),
    ...needs,
    rule(ERRORS, 'errors, path MTU among them'),
    ...denied('output'),
  ],
});
