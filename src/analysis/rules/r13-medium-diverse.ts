import { must } from '#base/result.ts';
import type { Site, Uplink } from '#model/network.ts';
import { managementUplinks, rootFinder } from './_providers.ts';
import { onSite, type Said } from './_remark.ts';
import { counted, someOf } from './_text.ts';
import type { Remark, Rule, RuleContext } from './rule.ts';

/** What is wrong, and the line that could be another. */
interface Fault extends Said {
  readonly uplink: Uplink;
}

const isRadio = ({ medium }: Uplink): boolean => medium === 'mobile' || medium === 'satellite';

/** Two lines by radio of one operator's network: both SIMs are gone with it. */
const sameOperator = (uplinks: readonly Uplink[], root: (provider: string) => string): Fault | undefined => {
  const radio = uplinks.filter(isRadio);
  const [first, second] = radio.flatMap((a, at) =>
    radio.slice(at + 1).flatMap((b) => (root(a.provider) === root(b.provider) ? [a, b] : [])),
  );
  if (!first || !second) return undefined;
  const whose = [...new Set([first.provider, second.provider])];
  const whole = whose.length > 1 ? `${someOf(whose)}, which are one network` : someOf(whose);
  return {
    uplink: second,
    what: `has management uplinks by radio from ${whole}, on "${first.device}" and "${second.device}"`,
    expected: 'expected another operator for the second',
  };
};

const sameMedium = (uplinks: readonly Uplink[]): Fault | undefined => {
  const media = [...new Set(uplinks.map(({ medium }) => medium))];
  if (uplinks.length < 2 || media.length > 1) return undefined;
  return {
    uplink: must(uplinks.at(-1), 'uplink'),
    what: `has ${uplinks.length} management uplinks, all of them ${media[0]}`,
    expected: 'expected another medium for one of them',
    hint: uplinks.every(isRadio)
      ? 'a wired line does not hang on the radio cell'
      : 'a mobile modem with "rendezvous" needs nothing of the building',
  };
};

/** A management line that enters the building where another line of the site does. */
const sameEntry = ({ network }: RuleContext, site: Site): Fault | undefined => {
  const all = network.uplinks.filter((uplink) => uplink.site === site.id && uplink.lastMile !== undefined);
  const [first, second] = all
    .filter(({ purpose }) => purpose === 'management')
    .flatMap((a) => {
      const b = all.find((other) => other !== a && other.lastMile === a.lastMile);
      return b ? [a, b] : [];
    });
  if (!first || !second) return undefined;
  return {
    uplink: first,
    what: `has the uplinks of "${first.device}" and "${second.device}" on one last mile, "${first.lastMile}"`,
    expected: 'expected another building entry for management',
  };
};

const check = (context: RuleContext): Remark[] => {
  const root = rootFinder(context.network);
  return context.network.sites.flatMap((site: Site) => {
    const uplinks = managementUplinks(context.network, site.id);
    const found = [sameOperator(uplinks, root) ?? sameMedium(uplinks), sameEntry(context, site)];
    return found
      .filter((said) => said !== undefined)
      .map(({ uplink, ...said }) => ({ ...onSite(site, said), on: uplink.id, place: uplink.place }));
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
  unjudged: ({ network }) => {
    const silent = network.uplinks.filter(
      (uplink) => !isRadio(uplink) && !uplink.landlord && !uplink.lastMile,
    );
    const lines = silent.filter(({ site }) => site !== undefined).length;
    return lines < 2 ? [] : [`${counted(lines, 'uplink')} by wire without "last-mile"`];
  },
};
