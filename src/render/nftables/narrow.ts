import { narrowPermitsAt } from '#analysis/narrow-permits.ts';
import type { RenderContext } from '../context.ts';
import type { Family } from './family.ts';
import { anyOf, rule } from './ruleset.ts';
import { answerOf, questionOf } from './zones.ts';

/** The user's own permits on a gateway, without connection state: question and answer may pass two gateways. */
export const narrowRules = (
  context: RenderContext,
  site: string,
  inner: string,
  both: string,
  family: Family,
): string[] =>
  narrowPermitsAt(context.network, site).flatMap(({ inVpn, services, why, ...ends }) => {
    const sources = family.version === 4 ? ends.sources : ends.sources6;
    const destinations = family.version === 4 ? ends.destinations : ends.destinations6;
    if (sources.length === 0 || destinations.length === 0) return [];
    const { ip } = family;
    const near = inVpn ? both : inner;
    const [asks, answers] = [anyOf(sources), anyOf(destinations)];
    return services.flatMap((service) => [
      rule(
        `iifname ${near} oifname ${inner} ${ip} saddr ${asks} ${ip} daddr ${answers} ${questionOf(service, family)} accept`,
        why,
      ),
      rule(
        `iifname ${inner} oifname ${near} ${ip} saddr ${answers} ${ip} daddr ${asks} ${answerOf(service, family)} accept`,
        'their answers',
      ),
    ]);
  });
