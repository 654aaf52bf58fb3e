import type { Device } from '#model/network.ts';
import type { Group, RuleContext, Shared } from './rule.ts';

const at = (context: RuleContext, ids: readonly (string | undefined)[]): Shared[] =>
  ids.map((id) => (id === undefined ? undefined : context.where(id))).filter((place) => place !== undefined);

/** The site of a device as what several share. */
export const bySite = (context: RuleContext, device: Device, text: Group['text']): Group => ({
  within: at(context, [device.site]),
  text,
});

/** The rack of a device as what several share, or else its site. */
export const byRack = (context: RuleContext, device: Device, text: Group['text']): Group => ({
  within: at(context, [device.rack, device.site]),
  text,
});
