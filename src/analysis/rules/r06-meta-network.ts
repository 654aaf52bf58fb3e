import type { Flow } from '#model/flow.ts';
import type { Uplink } from '#model/network.ts';
import { managementUplinks } from './_providers.ts';
import { someOf } from './_text.ts';
import type { Remark, Rule, RuleContext } from './rule.ts';

/** Management uplinks of the sites that a flow starts in, if it leaves for a provider. */
const uplinksOf = ({ network, topology }: RuleContext, flow: Flow): Uplink[] => {
  const sites = new Set(flow.from.map((id) => topology.device(id).site));
  return network.sites
    .filter(({ id }) => sites.has(id) && network.providers.some((provider) => provider.id === flow.to))
    .flatMap(({ id }) => managementUplinks(network, id));
};

/** Where the flow goes that it should not. */
const fault = (context: RuleContext, flow: Flow): string | undefined => {
  if (flow.network === 'production') return 'is bulk traffic on production';
  if (flow.network !== 'management') return undefined;
  const narrow = uplinksOf(context, flow).find(({ rate }) => (rate ?? 0) <= (flow.rate ?? 0));
  return narrow
    ? `is bulk traffic on management, and fills the uplink of "${narrow.device}"`
    : 'is bulk traffic on management';
};

const check = (context: RuleContext): Remark[] =>
  context.network.flows.flatMap((flow) => {
    const what = fault(context, flow);
    if (what === undefined) return [];
    const text = `flow "${flow.id}" from ${someOf(flow.from)} ${what}, expected a network of its own ("meta")`;
    return [{ on: flow.id, place: flow.place, text }];
  });

/** T12: nice to have is a separate network for meta traffic like backup. */
export const metaNetwork: Rule = {
  id: 'R06',
  name: 'meta-network',
  title: 'bulk traffic such as backups takes a network of its own',
  severity: 'info',
  from: 'a',
  sources: ['T12', 'T05'],
  profiles: ['talk'],
  check,
  unjudged: ({ network }) => (network.flows.length === 0 ? ['no "flows" are written'] : []),
};
