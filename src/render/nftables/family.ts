import type { Zone, ZoneName } from '#analysis/permits.ts';
import { isDual } from '../_legs.ts';
import type { RenderContext } from '../context.ts';
import type { Host } from '../renderer.ts';
import { rule } from './ruleset.ts';

/** The words of one version of IP. Every rule that names an address is written once a version: one that is not would be a hole, or a wall. */
export interface Family {
  readonly version: 4 | 6;
  readonly ip: 'ip' | 'ip6';
  readonly icmp: 'icmp' | 'icmpv6';
  /** What the names of its sets end in. */
  readonly suffix: '' | '6';
}

export const IPV4: Family = { version: 4, ip: 'ip', icmp: 'icmp', suffix: '' };
export const IPV6: Family = { version: 6, ip: 'ip6', icmp: 'icmpv6', suffix: '6' };

/** The versions that a host's filter has rules for. */
export const familiesOf = (context: RenderContext, host: Host): readonly Family[] =>
  isDual(context, host) ? [IPV4, IPV6] : [IPV4];

/** A zone's addresses of that version. */
export const elementsIn = ({ version }: Family, zone: Zone): readonly string[] =>
  version === 4 ? zone.elements : zone.elements6;

/** Those of some zones' names that have members there. IPv4 keeps its empty ones: what is permitted reads the same everywhere. */
export const populated = (family: Family, zones: readonly Zone[]): ((name: ZoneName) => boolean) => {
  const known = new Set(zones.filter((zone) => elementsIn(family, zone).length > 0).map(({ name }) => name));
  return (name) => family.version === 4 || known.has(name);
};

/** Link-local addresses (RFC 4291 section 2.5.6). */
export const LINK_LOCAL = 'fe80::/10';

const ND = 'icmpv6 type { nd-neighbor-solicit, nd-neighbor-advert } ip6 hoplimit 255 accept';
const ND_WHY = 'neighbours find each other (RFC 4890 section 4.4.1)';

/** What IPv6 needs on its own link before anything else can pass: neighbours, and a querier's question. No router is believed. */
export const linkInput = (on: string): string[] => [
  rule(`${on}${ND}`, ND_WHY),
  rule(
    `${on}ip6 saddr ${LINK_LOCAL} icmpv6 type mld-listener-query ip6 hoplimit 1 accept`,
    'a switch asks who listens (RFC 4890 section 4.4.1)',
  ),
];

/** The same on the way out. */
export const linkOutput = (on: string): string[] => [
  rule(`${on}${ND}`, ND_WHY),
  // RFC 3810 section 5.2.14.
  rule(
    `${on}ip6 daddr ff02::16 icmpv6 type mld2-listener-report accept`,
    'says what it listens to (RFC 4890 section 4.4.1)',
  ),
];
