import { type Permit, type Service, zonesOf } from '#analysis/permits.ts';
import type { RenderContext } from '../context.ts';
import { elementsIn, type Family, IPV4 } from './family.ts';
import type { NftSet } from './ruleset.ts';

/** Zones of the onion as address sets (T42), for one site: who may start what is written in terms of these. */
export const zoneSets = (context: RenderContext, site: string, families: readonly Family[]): NftSet[] =>
  families.flatMap((family) =>
    zonesOf(context.network, site)
      .filter((zone) => family.version === 4 || elementsIn(family, zone).length > 0)
      .map((zone) => ({
        ...named(family, zone.name),
        comment: zone.comment,
        elements: elementsIn(family, zone),
      })),
  );

/** A set of that version: its name and type. */
export const named = ({ version, suffix }: Family, name: string): Pick<NftSet, 'name' | 'type'> => ({
  name: `${name}${suffix}`,
  ...(version === 6 ? { type: 'ipv6_addr' as const } : {}),
});

/** The match for a question of that service, and the one for its answer, which is never a first packet. */
export const questionOf = ({ protocol, port }: Service, { icmp }: Family = IPV4): string =>
  protocol === 'icmp' ? `${icmp} type echo-request` : `${protocol} dport ${port}`;
export const answerOf = ({ protocol, port }: Service, { icmp }: Family = IPV4): string => {
  if (protocol === 'icmp') return `${icmp} type echo-reply`;
  return protocol === 'udp' ? `udp sport ${port}` : `tcp sport ${port} tcp flags & (syn | ack) != syn`;
};

/** The match for who asks whom. */
export const between = ({ from, to }: Permit, { ip, suffix }: Family): string =>
  `${ip} saddr @${from}${suffix} ${ip} daddr @${to}${suffix}`;
