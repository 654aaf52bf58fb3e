import type { Cable } from '#model/network.ts';
import { counted } from './_text.ts';
import type { Remark, Rule, RuleContext } from './rule.ts';

type Use = 'management' | 'production' | 'neither';

const useOf = ({ topology }: RuleContext, cable: Cable): Use => {
  if (cable.kind === 'uplink') return topology.uplinkAt(cable.a)?.purpose ?? 'neither';
  return cable.kind === 'management' || cable.kind === 'production' ? cable.kind : 'neither';
};

/** Whether it leaves its rack: what stays inside lies in no duct. */
const leaves = ({ topology }: RuleContext, cable: Cable): boolean => {
  const rackOf = (id: string) =>
    /^(feed|provider):/.test(id) ? undefined : topology.device(topology.port(id).device).rack;
  return rackOf(cable.a) !== rackOf(cable.b);
};

const between = (context: RuleContext, use: Use): Cable[] =>
  context.network.cables.filter((cable) => useOf(context, cable) === use && leaves(context, cable));

/** Production's cables by the duct that they lie in. */
const productionByRoute = (context: RuleContext): Map<string, Cable> =>
  new Map(
    between(context, 'production')
      .reverse()
      .flatMap((cable) => (cable.route === undefined ? [] : [[cable.route, cable]])),
  );

const named = (cable: Cable): string => `"${cable.a} -- ${cable.b}"`;

const check = (context: RuleContext): Remark[] => {
  if (!context.network.cables.some(({ route }) => route !== undefined)) return [];
  const production = productionByRoute(context);
  return between(context, 'management').flatMap((cable) => {
    const other = production.get(cable.route ?? '');
    if (!other) return [];
    return [
      {
        on: cable.id,
        place: cable.place,
        text: `${named(cable)} lies in "${cable.route}" with production's ${named(other)}, expected a run of its own`,
        related: [{ text: named(other), place: other.place }],
      },
    ];
  });
};

const unjudged = (context: RuleContext): string[] => {
  const silent = between(context, 'management').filter((cable) => cable.route === undefined).length;
  return silent === 0
    ? []
    : [`${counted(silent, 'cable')} of management between racks or outward without "route"`];
};

/** T27: connections between racks by separate patchings; existing ones are not reused. */
export const ownPatching: Rule = {
  id: 'R16',
  name: 'own-patching',
  title: 'management cables between racks, and its uplinks, lie in no duct of production',
  severity: 'warning',
  from: 'c',
  sources: ['T27'],
  profiles: ['talk'],
  check,
  unjudged,
};
