import { middleSwitch } from '#model/isolation.ts';
import type { Device, Site } from '#model/network.ts';
import { onDevice } from './_remark.ts';
import type { Remark, Rule, RuleContext } from './rule.ts';

/** The first switch of another rack on the way to the middle that is not of the main rack either. */
const detour = (
  { topology }: RuleContext,
  device: Device,
  site: Site,
  middle: string,
): Device | undefined => {
  const way = topology.switchPath(device.id, middle)?.switches.slice(1, -1) ?? [];
  return way
    .map((id) => topology.device(id))
    .find((other) => other.rack !== device.rack && other.rack !== site.mainRack);
};

const check = (context: RuleContext): Remark[] =>
  context.network.sites.flatMap((site) => {
    const middle = middleSwitch(context.topology, site.id);
    if (middle === undefined) return [];
    return context.devicesAt(site.id, 'management-switch').flatMap((device) => {
      const other = detour(context, device, site, middle);
      if (!other) return [];
      return [
        onDevice(context, device, {
          what: `hangs behind "${other.id}" of another rack`,
          expected: `expected a cable of its own to the main rack, "${site.mainRack ?? middle}"`,
        }),
      ];
    });
  });

/** T26, T55: rack switches are connected to a main rack. In a chain, each rack's switch is every later rack's failure. */
export const mgmtStar: Rule = {
  id: 'R15',
  name: 'mgmt-star',
  title: "every rack's management switch reaches the main rack without passing another rack",
  severity: 'warning',
  from: 'c',
  sources: ['T26', 'T55'],
  profiles: ['talk'],
  check,
};
