import type { Rack } from '#model/network.ts';
import { counted } from './_text.ts';
import type { Remark, Rule, RuleContext } from './rule.ts';

/** Ports of the rack's devices that a management switch would take. */
const managed = ({ topology, devicesAt }: RuleContext, rack: Rack): number =>
  devicesAt(rack.id).filter((device) =>
    device.ports.some(
      (port) => (port.kind === 'management' || port.kind === 'bmc') && !topology.uplinkAt(port.id),
    ),
  ).length;

/** A site without any management switch is R01's: that is the cause. */
const isConcerned = (context: RuleContext, rack: Rack): boolean =>
  context.devicesAt(rack.site, 'management-switch').length > 0 &&
  context.devicesAt(rack.id, 'management-switch').length === 0;

const check = (context: RuleContext): Remark[] =>
  context.network.racks
    .filter((rack) => isConcerned(context, rack))
    .flatMap((rack) => {
      const count = managed(context, rack);
      if (count === 0) return [];
      const site = context.where(rack.site) ?? rack;
      const what = 'managed devices and no management switch, expected one in each';
      return [
        {
          on: rack.id,
          place: rack.place,
          text: `rack "${rack.id}" has ${counted(count, 'managed device')} and no management switch, expected one of its own`,
          hint: 'add "msw1: management-switch" to the rack or its template',
          group: { within: [site], what: 'racks', text: (names) => `racks ${names} have ${what}` },
        },
      ];
    });

/** T25: every rack has a dedicated switch for the management network. */
export const rackSwitch: Rule = {
  id: 'R14',
  name: 'rack-switch',
  title: 'every rack has a management switch of its own',
  severity: 'warning',
  from: 'c',
  sources: ['T25', 'INC-CTL18'],
  profiles: ['talk'],
  check,
};
