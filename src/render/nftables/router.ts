import { type Leg6, legsOf } from '../_legs.ts';
import type { RenderContext } from '../context.ts';
import type { Host } from '../renderer.ts';
import { anyOf, rule, ruleset } from './ruleset.ts';

/** The same of IPv6, whose neighbours are asked at multicast addresses (RFC 4291 section 2.7.1). */
const apart6 = (iface: string, { ip, link }: Leg6): string[] => [
  rule(
    `iifname != { "lo", "${iface}" } ip6 daddr ${anyOf([ip, link])} counter drop`,
    'answers on its own leg only',
  ),
  rule(
    `iifname "${iface}" ip6 daddr != ${anyOf([ip, link, 'ff02::/16'])} counter drop`,
    'nothing else answers there',
  ),
];

/** A production router's promise: its management port is apart, nothing passes between it and the rest (T14). */
export const routerRuleset = (context: RenderContext, host: Host): string[] => {
  const legs = legsOf(context, host).filter((leg) => leg.network === 'management');
  const apart = legs.flatMap((leg) => [
    rule(
      `iifname != { "lo", "${leg.iface}" } ip daddr ${leg.ip} counter drop`,
      'answers on its own leg only',
    ),
    rule(`iifname "${leg.iface}" ip daddr != ${leg.ip} counter drop`, 'nothing else answers there'),
    ...(leg.v6 ? apart6(leg.iface, leg.v6) : []),
  ]);
  const barred = legs.flatMap((leg) => [
    rule(`iifname "${leg.iface}" counter drop`, 'no way from management into production'),
    rule(`oifname "${leg.iface}" counter drop`, 'no way from production into management'),
  ]);
  return ruleset(
    [],
    [
      { name: 'input', hook: 'type filter hook input priority filter; policy accept;', rules: apart },
      { name: 'forward', hook: 'type filter hook forward priority filter; policy accept;', rules: barred },
    ],
  );
};
