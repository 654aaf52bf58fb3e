import { isOlder } from './_age.ts';
import type { Remark, Rule, RuleContext } from './rule.ts';

/** No source gives figures; half of the sessions of a month are ours. */
const DAYS = 30;
const SHARE = 0.5;

const check = ({ network, records, today }: RuleContext): Remark[] => {
  const recent = (records?.sessions ?? []).filter(({ date }) => !isOlder(date, today, DAYS));
  const oob = recent.filter(({ band }) => band === 'oob').length;
  const [site] = network.sites;
  if (!site || recent.length === 0 || oob / recent.length >= SHARE) return [];
  const text = `${oob} of ${recent.length} sessions of the last ${DAYS} days went out of band, expected half or more`;
  return [{ on: network.name, place: site.place, text }];
};

/** T67: why not use it daily? */
export const usedDaily: Rule = {
  id: 'R52',
  name: 'used-daily',
  title: 'at least half of the ordinary sessions go out of band',
  severity: 'info',
  from: 'a',
  sources: ['T67'],
  profiles: ['talk'],
  needs: ['records'],
  check,
  unjudged: ({ records }) => (records?.sessions?.length ? [] : ['no sessions are in the records']),
};
