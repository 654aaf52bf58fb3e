import {
  BROADCAST,
  DHCP_CLIENT,
  DHCP_SERVER,
  prefixesHere,
  servedInside,
  UNADDRESSED,
} from '#analysis/permits.ts';
import type { Leg } from '../_legs.ts';
import type { RenderContext } from '../context.ts';
import type { Host } from '../renderer.ts';
import { anyOf, rule } from './ruleset.ts';
import { questionOf } from './zones.ts';

/** What a gateway serves the inside with: names and leases, on its inside leg, where the inventory puts them there. */

interface Inside {
  readonly site: string;
  readonly inside: readonly Leg[];
}

const DHCP = `udp sport ${DHCP_CLIENT} udp dport ${DHCP_SERVER}`;

/** Questions. A device without an address asks from 0.0.0.0 to everybody (RFC 2131 section 4.1). */
export const servedRules = ({ network }: RenderContext, host: Host, { site, inside }: Inside): string[] => {
  const from = anyOf([...prefixesHere(network, site), UNADDRESSED]);
  return inside.flatMap(({ iface, ip, v6 }) =>
    servedInside(network, host.device).flatMap(({ service, why, leases, dual }) => {
      const on = `iifname "${iface}"`;
      if (leases)
        return [rule(`${on} ip saddr ${from} ip daddr ${anyOf([ip, BROADCAST])} ${DHCP} accept`, why)];
      const asks = `${questionOf(service)} accept`;
      return [
        rule(`${on} ip saddr @management ip daddr ${ip} ${asks}`, why),
        ...(v6 && dual ? [rule(`${on} ip6 saddr @management6 ip6 daddr ${v6.ip} ${asks}`, why)] : []),
      ];
    }),
  );
};

/** An answer to everybody's question is a packet of its own: it goes to the new address, or to everybody. */
export const leaseRules = ({ network }: RenderContext, host: Host, { site, inside }: Inside): string[] =>
  servedInside(network, host.device)
    .filter(({ leases }) => leases)
    .flatMap(({ why }) =>
      inside.map(({ iface }) =>
        rule(
          `oifname "${iface}" ip daddr ${anyOf([...prefixesHere(network, site), BROADCAST])} udp sport ${DHCP_SERVER} udp dport ${DHCP_CLIENT} accept`,
          why,
        ),
      ),
    );
