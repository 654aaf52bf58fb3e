import { narrowPermitsAt } from '#analysis/narrow-permits.ts';
import type { RenderContext } from '../context.ts';
import { anyOf, rule } from './ruleset.ts';
import { answerOf, questionOf } from './zones.ts';

/** The user's own permits on a gateway, without connection state: question and answer may pass two gateways. */
export const narrowRules = (context: RenderContext, site: string, inner: string, both: string): string[] =>
  narrowPermitsAt(context.network, site).flatMap(({ sources, inVpn, destinations, services, why }) => {
    const near = inVpn ? both : inner;
    const [asks, answers] = [anyOf(sources), anyOf(destinations)];
    return services.flatMap((service) => [
      rule(
        `iifname ${near} oifname ${inner} ip saddr ${asks} ip daddr ${answers} ${questionOf(service)} accept`,
        why,
      ),
      rule(
        `iifname ${inner} oifname ${near} ip saddr ${answers} ip daddr ${asks} ${answerOf(service)} accept`,
        'their answers',
      ),
    ]);
  });
