import { behindProduction, sitesNeeding } from './_circular.ts';
import { someOf } from './_text.ts';
import type { Remark, Rule, RuleContext } from './rule.ts';

const logs = ({ network }: RuleContext) => network.dependencies.filter(({ kind }) => kind === 'log');

const check = (context: RuleContext): Remark[] => {
  const all = logs(context);
  return context.network.sites.flatMap((site) => {
    const own = all.filter((log) => sitesNeeding(context, log).includes(site));
    const behind = own.map((log) => behindProduction(context, log, site));
    if (own.length === 0 || behind.some((what) => what === undefined)) return [];
    const names = someOf(own.map(({ id }) => id));
    const text = `the logs of "${site.id}" go to ${names}, which ${behind[0]} and goes down with production, expected one that outlives it`;
    return [{ on: own[0]?.id ?? site.id, place: own[0]?.place ?? site.place, text }];
  });
};

/** CISA 2024: logs are kept apart. Who got in, and who was denied, is asked after the outage most of all. */
export const independentLog: Rule = {
  id: 'R62',
  name: 'independent-log',
  title: 'logs of sessions and denials go where an outage of production does not take them',
  severity: 'warning',
  from: 'b',
  sources: ['CISA24'],
  profiles: ['cisa', 'nsa'],
  check,
  unjudged: (context) => (logs(context).length === 0 ? ['no service of kind "log" is written'] : []),
};
