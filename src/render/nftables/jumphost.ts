import { AT_JUMPHOST } from '#analysis/permits.ts';
import { legsOf } from '../_legs.ts';
import type { RenderContext } from '../context.ts';
import type { Host } from '../renderer.ts';
import { denied, names, rule, ruleset } from './ruleset.ts';
import { questionOf, zoneSets } from './zones.ts';

/** The packet filter of a jumphost: SSH from pools, gateways and jumphosts, and nothing else (T37). */
export const jumphostRuleset = (context: RenderContext, host: Host): string[] => {
  const legs = legsOf(context, host).filter((leg) => leg.network === 'management');
  const on = legs.length > 0 ? `iifname ${names(legs.map((leg) => leg.iface))} ` : '';
  const input = [
    'iif "lo" accept',
    rule('ct state established,related accept', 'answers to this host'),
    ...AT_JUMPHOST.map(({ from, service, why }) =>
      rule(`${on}ip saddr @${from} ${questionOf(service)} accept`, why),
    ),
    rule(`${on}icmp type echo-request limit rate 50/second accept`, 'ping from within'),
    ...denied('input'),
  ];
  return ruleset(zoneSets(context, host.device.site ?? ''), [
    { name: 'input', hook: 'type filter hook input priority filter; policy drop;', rules: input },
    {
      name: 'forward',
      hook: 'type filter hook forward priority filter; policy drop;',
      rules: denied('forward'),
    },
  ]);
};
