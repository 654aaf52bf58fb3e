import { AT_JUMPHOST, FROM_JUMPHOST } from '#analysis/permits.ts';
import { legsOf } from '../_legs.ts';
import type { RenderContext } from '../context.ts';
import type { Host } from '../renderer.ts';
import { askedRules, askedSets, outputChain, startRules } from './output.ts';
import { denied, names, rule, ruleset } from './ruleset.ts';
import { questionOf, zoneSets } from './zones.ts';

/** The packet filter of a jumphost: SSH from pools, gateways and jumphosts, and nothing else (T37); out to management addresses only. */
export const jumphostRuleset = (context: RenderContext, host: Host): string[] => {
  const legs = legsOf(context, host).filter((leg) => leg.network === 'management');
  const site = host.device.site;
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
  const out = legs.length > 0 ? `oifname ${names(legs.map((leg) => leg.iface))} ` : '';
  const needs = [...startRules(out, FROM_JUMPHOST), ...askedRules(context, site)];
  return ruleset(
    [...zoneSets(context, site ?? ''), ...askedSets(context, site)],
    [
      { name: 'input', hook: 'type filter hook input priority filter; policy drop;', rules: input },
      {
        name: 'forward',
        hook: 'type filter hook forward priority filter; policy drop;',
        rules: denied('forward'),
      },
      outputChain(needs),
    ],
  );
};
