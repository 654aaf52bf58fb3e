import type { Site, Uplink } from '#model/network.ts';
import { managementUplinks, rootFinder } from './_providers.ts';
import { onSite, type Said } from './_remark.ts';
import { someOf } from './_text.ts';
import type { Remark, Rule, RuleContext } from './rule.ts';

const isRadio = ({ medium }: Uplink): boolean => medium === 'mobile' || medium === 'satellite';

/** Two lines by radio of one operator's network: both SIMs are gone with it. */
const sameOperator = (uplinks: readonly Uplink[], root: (provider: string) => string): Said | undefined => {
  const radio = uplinks.filter(isRadio);
  const [first, second] = radio.flatMap((a, at) =>
    radio.slice(at + 1).flatMap((b) => (root(a.provider) === root(b.provider) ? [a, b] : [])),
  );
  if (!first || !second) return undefined;
  const whose = [...new Set([first.provider, second.provider])];
  const whole = whose.length > 1 ? `${someOf(whose)}, which are one network` : someOf(whose);
  return {
    what: `has management uplinks by radio from ${whole}, on "${first.device}" and "${second.device}"`,
    expected: 'expected another operator for the second',
  };
};

const sameMedium = (uplinks: readonly Uplink[]): Said | undefined => {
  const media = [...new Set(uplinks.map(({ medium }) => medium))];
  if (uplinks.length < 2 || media.length > 1) return undefined;
  return {
    what: `has ${uplinks.length} management uplinks, all of them ${media[0]}`,
    expected: 'expected another medium for one of them',
    hint: 'a mobile modem with "rendezvous" needs nothing of the building',
  };
};

const check = (context: RuleContext): Remark[] => {
  const root = rootFinder(context.network);
  return context.network.sites.flatMap((site: Site) => {
    const uplinks = managementUplinks(context.network, site.id);
    const said = sameOperator(uplinks, root) ?? sameMedium(uplinks);
    return said ? [onSite(site, said)] : [];
  });
};

/** T24: a mobile modem is independent of the datacentre's connections. One excavator takes every fibre of a duct. */
export const mediumDiverse: Rule = {
  id: 'R13',
  name: 'medium-diverse',
  title: "a site's management uplinks are of two media, and of two operators where by radio",
  severity: 'warning',
  from: 'b',
  sources: ['T24', 'EIX'],
  profiles: ['talk'],
  check,
};
