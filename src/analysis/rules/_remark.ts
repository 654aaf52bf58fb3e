import type { Device, Site } from '#model/network.ts';
import { byRack } from './_groups.ts';
import { forSeveral } from './_text.ts';
import type { Remark, RuleContext } from './rule.ts';

/** What there is to say of a thing: `has one gateway`, `expected two`, and at most one hint. */
export interface Said {
  /** Begins with a verb. */
  readonly what: string;
  readonly expected: string;
  readonly hint?: string;
}

const sentence = (name: string, { what, expected }: Said): string => `${name} ${what}, ${expected}`;
const hintOf = ({ hint }: Said): { hint?: string } => (hint === undefined ? {} : { hint });

/** The remark on a device, said once for all devices of the rack or site of which the same is to be said. */
export const onDevice = (context: RuleContext, device: Device, said: Said): Remark => ({
  on: device.id,
  place: device.place,
  text: sentence(`"${device.id}"`, said),
  ...hintOf(said),
  group: byRack(context, device, (names) => sentence(names, { ...said, what: forSeveral(said.what) })),
});

/** Remarks on those devices of which there is something to say. */
export const onEach = (
  context: RuleContext,
  devices: readonly Device[],
  fault: (device: Device) => Said | undefined,
): Remark[] =>
  devices.flatMap((device) => {
    const said = fault(device);
    return said ? [onDevice(context, device, said)] : [];
  });

/** The remark on a site. */
export const onSite = (site: Site, said: Said): Remark => ({
  on: site.id,
  place: site.place,
  text: sentence(`site "${site.id}"`, said),
  ...hintOf(said),
  group: {
    within: [],
    what: 'sites',
    text: (names) => sentence(`sites ${names}`, { ...said, what: forSeveral(said.what) }),
  },
});
