import type { Device } from '#model/network.ts';
import type { Group, RuleContext } from './rule.ts';

const at = (context: RuleContext, id: string | undefined, device: Device, text: Group['text']): Group => {
  const shared = (id === undefined ? undefined : context.where(id)) ?? device;
  return { on: shared.id, place: shared.place, text };
};

/** The site of a device as what several share. */
export const bySite = (context: RuleContext, device: Device, text: Group['text']): Group =>
  at(context, device.site, device, text);

/** The rack of a device as what several share; the site where it stands in no rack. */
export const byRack = (context: RuleContext, device: Device, text: Group['text']): Group =>
  at(context, device.rack ?? device.site, device, text);
