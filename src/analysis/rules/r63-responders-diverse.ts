import type { Operator, Site } from '#model/network.ts';
import { rootFinder } from './_providers.ts';
import { counted, someOf } from './_text.ts';
import type { Remark, Rule, RuleContext } from './rule.ts';

/** Who is called for a site: those on duty, or everybody if nobody is said to be. */
const called = ({ network }: RuleContext, site: Site): Operator[] => {
  const duty = network.operators.filter((operator) => operator.duty.includes(site.id));
  return duty.length > 0 ? duty : [...network.operators];
};

const check = (context: RuleContext): Remark[] => {
  const root = rootFinder(context.network);
  return context.network.sites.flatMap((site) => {
    const phones = called(context, site).map(({ phone }) => (phone === undefined ? undefined : root(phone)));
    const [first] = phones;
    const production = context.network.uplinks.find(
      (uplink) =>
        uplink.site === site.id && uplink.purpose === 'production' && root(uplink.provider) === first,
    );
    if (first === undefined || !production || phones.some((phone) => phone !== first)) return [];
    const people = called(context, site).map(({ id }) => id);
    const whose =
      people.length === 1
        ? `the phone of ${someOf(people)} needs`
        : `the phones of ${someOf(people)} all need`;
    const text = `${whose} "${first}", and so does production of site "${site.id}", expected another operator for one who is called there`;
    return [{ on: site.id, place: site.place, text }];
  });
};

const unjudged = ({ network }: RuleContext): string[] => {
  if (network.operators.length === 0) return ['there are no operators'];
  const silent = network.operators.filter(({ phone }) => phone === undefined).length;
  return silent === 0 ? [] : [`${counted(silent, 'operator')} without "phone"`];
};

/** T06: third parties fail. In July 2022 Rogers' own staff could not be called, since their phones were Rogers'. */
export const respondersDiverse: Rule = {
  id: 'R63',
  name: 'responders-diverse',
  title: 'the phones of a site do not all need the provider that its production needs',
  severity: 'warning',
  from: 'a',
  sources: ['T06', 'INC-ROGERS'],
  profiles: ['talk'],
  check,
  unjudged,
};
