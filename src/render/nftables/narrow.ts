import { narrowPermitsAt } from '#analysis/narrow-permits.ts';
import type { RenderContext } from '../context.ts';
import type { Family } from './family.ts';
import { anyOf, rule } from './ruleset.ts';
import { answerOf, questionOf } from './zones.ts';

/** Rules for questions and, without connection state, rules for their answers: question and answer may pass two gateways. */
export interface Passed {
  readonly asks: readonly string[];
  readonly answers: readonly string[];
}

/** Several as one. */
export const together = (all: readonly Passed[]): Passed => ({
  asks: all.flatMap(({ asks }) => asks),
  answers: all.flatMap(({ answers }) => answers),
});

/** The user's own permits on a gateway. */
export const narrowRules = (
  context: RenderContext,
  site: string,
  inner: string,
  both: string,
  family: Family,
): Passed[] =>
  narrowPermitsAt(context.network, site).flatMap(({ inVpn, services, why, ...ends }) => {
    const sources = family.version === 4 ? ends.sources : ends.sources6;
    const destinations = family.version === 4 ? ends.destinations : ends.destinations6;
    if (sources.length === 0 || destinations.length === 0) return [];
    const { ip } = family;
    const near = inVpn ? both : inner;
    const [who, whom] = [anyOf(sources), anyOf(destinations)];
    return services.map((service) => ({
      asks: [
        rule(
          `iifname ${near} oifname ${inner} ${ip} saddr ${who} ${ip} daddr ${whom} ${questionOf(service, family)} accept`,
          why,
        ),
      ],
      answers: [
        rule(
          `iifname ${inner} oifname ${near} ${ip} saddr ${whom} ${ip} daddr ${who} ${answerOf(service, family)} accept`,
          'their answers',
        ),
      ],
    }));
  });
