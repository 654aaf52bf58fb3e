import { hasRole } from '#model/device.ts';
import type { Cable } from '#model/network.ts';
import { onDevice } from './_remark.ts';
import type { Remark, Rule, RuleContext } from './rule.ts';

/** Both ends as ports; a loop's cable joins two switches. */
const ends = ({ topology }: RuleContext, cable: Cable) =>
  [topology.port(cable.a), topology.port(cable.b)] as const;

const joinsManagement = (context: RuleContext, cable: Cable): boolean =>
  ends(context, cable).some((port) => hasRole(context.topology.device(port.device), 'management-switch'));

/** The cables that go round, the one that was found first. */
const ring = (context: RuleContext, cable: Cable): Cable[] => {
  const [a, b] = ends(context, cable);
  const rest = context.topology.switchPath(a.device, b.device)?.cables ?? [];
  return [cable, ...rest.map((id) => context.topology.cableAt(id)).filter((c) => c !== undefined)];
};

const named = (cable: Cable): string => `"${cable.a} -- ${cable.b}"`;

/** Any cable of a ring may go; one that a person wrote is the likelier mistake. */
const remarkOn = (context: RuleContext, found: Cable): Remark => {
  const cables = ring(context, found);
  const cable = found.origin === 'written' ? found : (cables.find((c) => c.origin === 'written') ?? found);
  const [a, b] = ends(context, cable);
  const what =
    a.device === b.device
      ? `both ends of ${named(cable)} are on "${a.device}"`
      : `${named(cable)} closes a loop of management switches`;
  const related = cables.filter((c) => c !== cable).map((c) => ({ text: named(c), place: c.place }));
  return {
    on: cable.id,
    place: cable.place,
    text: `${what}, expected one way between two switches`,
    hint: 'take one cable of the loop away: a star from the main rack needs no spanning tree',
    ...(related.length > 0 ? { related } : {}),
  };
};

/** Where nothing stops a storm, a loop behind one port is everybody's. */
const withoutStormControl = (context: RuleContext): Remark[] =>
  context.network.devices
    .filter((device) => hasRole(device, 'management-switch') && device.stormControl === false)
    .map((device) =>
      onDevice(context, device, {
        what: 'has no storm control',
        expected: 'expected its ports to limit broadcasts, as no spanning tree does',
      }),
    );

/** T55, T57: no spanning tree, so no loop; know your failure domain. */
export const loopFree: Rule = {
  id: 'R43',
  name: 'loop-free',
  title: 'the management switches form no loop',
  severity: 'error',
  from: 'b',
  sources: ['T55', 'T57', 'INC-CTL18'],
  profiles: ['talk'],
  after: ['R07', 'R55'],
  check: (context) => [
    ...context.topology.loops
      .filter((cable) => joinsManagement(context, cable))
      .map((cable) => remarkOn(context, cable)),
    ...withoutStormControl(context),
  ],
};
