import { type Permit, type Service, zonesOf } from '#analysis/permits.ts';
import type { RenderContext } from '../context.ts';
import type { NftSet } from './ruleset.ts';

/** Zones of the onion as address sets (T42), for one site: who may start what is written in terms of these. */
export const zoneSets = (context: RenderContext, site: string): NftSet[] => zonesOf(context.network, site);

/** The match for a question of that service, and the one for its answer, which is never a first packet. */
export const questionOf = ({ protocol, port }: Service): string =>
  protocol === 'icmp' ? 'icmp type echo-request' : `${protocol} dport ${port}`;
export const answerOf = ({ protocol, port }: Service): string => {
  if (protocol === 'icmp') return 'icmp type echo-reply';
  return protocol === 'udp' ? `udp sport ${port}` : `tcp sport ${port} tcp flags & (syn | ack) != syn`;
};

/** The match for who asks whom. */
export const between = ({ from, to }: Permit): string => `ip saddr @${from} ip daddr @${to}`;
