import type { Dependency } from '#model/dependency.ts';
import { behindProduction, sitesNeeding } from './_circular.ts';
import { someOf } from './_text.ts';
import type { Remark, Rule, RuleContext } from './rule.ts';

/** Kinds that other rules speak of: authentication R59, logs R62, doors and hands R64. */
const OTHERS: ReadonlySet<string> = new Set(['log', 'badge', 'remote-hands']);

const isNeeded = ({ kind, use, fallback }: Dependency): boolean =>
  !OTHERS.has(kind) && use !== 'comfort' && fallback === 'none';

const remarkOn = (context: RuleContext, service: Dependency): Remark[] => {
  const circular = sitesNeeding(context, service).flatMap((site) => {
    const what = behindProduction(context, service, site);
    return what === undefined ? [] : [{ site: site.id, what }];
  });
  const [first] = circular;
  if (!first) return [];
  const sites = someOf(circular.map(({ site }) => site));
  return [
    {
      on: service.id,
      place: service.place,
      text: `service "${service.id}" is needed for ${service.use} to ${sites} and ${first.what}, which is what must be repaired, expected it elsewhere or a "fallback"`,
    },
  ];
};

/** What one needs to get in does not lie behind what one gets in to repair (RFC 8368 section 1; T54: DNS may be down too). */
export const noCircular: Rule = {
  id: 'R60',
  name: 'no-circular',
  title: 'nothing that access or repair needs lies behind what they must repair',
  severity: 'error',
  from: 'a',
  sources: ['T54', 'RFC 8368', 'INC-FB', 'INC-ROGERS', 'INC-AWS21'],
  profiles: ['talk', 'cisa', 'dora'],
  check: (context) => context.network.dependencies.filter(isNeeded).flatMap((one) => remarkOn(context, one)),
  unjudged: ({ network }) => (network.dependencies.length === 0 ? ['no "services" are written'] : []),
};
