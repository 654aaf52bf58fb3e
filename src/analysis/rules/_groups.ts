import type { Device } from '#model/network.ts';
import type { Group, RuleContext } from './rule.ts';

/** The rack of a device as what several share; the site where it stands in no rack. */
export const byRack = (context: RuleContext, device: Device, text: Group['text']): Group => {
  const { racks, sites } = context.network;
  const rack = racks.find((r) => r.id === device.rack);
  const site = sites.find((s) => s.id === device.site);
  const shared = rack ?? site ?? device;
  return { on: shared.id, place: shared.place, text };
};
