import { AT_JUMPHOST, FROM_JUMPHOST, zonesOf } from '#analysis/permits.ts';
import { isDual, legsOf } from '../_legs.ts';
import type { RenderContext } from '../context.ts';
import type { Host } from '../renderer.ts';
import { familiesOf, linkInput, linkOutput, populated } from './family.ts';
import { askedRules, askedSets, outputChain, startRules } from './output.ts';
import { denied, names, rule, ruleset } from './ruleset.ts';
import { questionOf, zoneSets } from './zones.ts';

/** The packet filter of a jumphost: SSH from pools, gateways and jumphosts, and nothing else (T37); out to management addresses only. */
export const jumphostRuleset = (context: RenderContext, host: Host): string[] => {
  const legs = legsOf(context, host).filter((leg) => leg.network === 'management');
  const site = host.device.site;
  const on = legs.length > 0 ? `iifname ${names(legs.map((leg) => leg.iface))} ` : '';
  const families = familiesOf(context, host);
  const zones = zonesOf(context.network, site ?? '');
  const dual = isDual(context, host);
  const input = [
    'iif "lo" accept',
    ...(dual ? linkInput(on) : []),
    rule('ct state established,related accept', 'answers to this host'),
    ...families.flatMap((family) => [
      ...AT_JUMPHOST.filter(({ from }) => populated(family, zones)(from)).map(({ from, service, why }) =>
        rule(`${on}${family.ip} saddr @${from}${family.suffix} ${questionOf(service, family)} accept`, why),
      ),
      rule(`${on}${family.icmp} type echo-request limit rate 50/second accept`, 'ping from within'),
    ]),
    ...denied('input'),
  ];
  const out = legs.length > 0 ? `oifname ${names(legs.map((leg) => leg.iface))} ` : '';
  const needs = [
    ...(dual ? linkOutput(out) : []),
    ...families.flatMap((family) => startRules(out, FROM_JUMPHOST, family)),
    ...askedRules(context, site),
  ];
  return ruleset(
    [...zoneSets(context, site ?? '', families), ...askedSets(context, site)],
    [
      { name: 'input', hook: 'type filter hook input priority filter; policy drop;', rules: input },
      {
        name: 'forward',
        hook: 'type filter hook forward priority filter; policy drop;',
        rules: denied('forward'),
      },
      outputChain(needs, families),
    ],
  );
};
