import { SLOTS } from '#addressing/plan.ts';
import type { Device, Rack } from '#model/network.ts';
import { byRack } from './_groups.ts';
import { onDevice } from './_remark.ts';
import type { Remark, Rule, RuleContext } from './rule.ts';

/** The third digit of an address. */
const MOST_RACKS = 255;

/** The last number in a name, which people take for the digit of the address. */
const numberIn = (name: string): number | undefined => {
  const digits = /(\d+)\D*$/.exec(name)?.[1];
  return digits === undefined ? undefined : Number(digits);
};

/** The largest number that a name could have there: a digit of the address has no room for more. */
const roomOf = (thing: Rack | Device): number =>
  'role' in thing ? (SLOTS[thing.role]?.room ?? 0) : MOST_RACKS;

/**
 * A name with another number than the address misleads; one without any, or with one that no address has room for, has to be looked
 * up, and is not judged.
 */
const misleads = (thing: Rack | Device): boolean => {
  const said = numberIn(thing.name);
  return said !== undefined && said >= 1 && said <= roomOf(thing) && said !== thing.number;
};

const EXPECTED = 'expected the number of the name';

const rackRemark = (context: RuleContext, rack: Rack): Remark => {
  return {
    on: rack.id,
    place: rack.place,
    text: `rack "${rack.id}" has number ${rack.number} in its addresses, ${EXPECTED}`,
    group: {
      within: [context.where(rack.site) ?? rack],
      what: 'racks',
      text: (names) => `racks ${names} have other numbers in addresses than in their names, ${EXPECTED}`,
    },
  };
};

const deviceRemark = (context: RuleContext, device: Device): Remark => ({
  ...onDevice(context, device, { what: `has number ${device.number} in its address`, expected: EXPECTED }),
  group: byRack(
    context,
    device,
    (names) => `${names} have other numbers in addresses than in their names, ${EXPECTED}`,
  ),
});

/** Addresses that were there before the plan. */
const kept = (context: RuleContext): Remark[] =>
  context.network.devices.flatMap((device) =>
    device.ports
      .filter((port) => port.address !== undefined)
      .map((port) => ({
        on: port.id,
        place: device.place,
        text: `"${port.id}" keeps the address "${port.address}", which does not follow from its name, expected the plan's`,
        hint: 'leave "address" out, and "relaxops where" says which it gets',
        group: {
          ...byRack(
            context,
            device,
            (names) => `${names} keep addresses that do not follow from their names, expected the plan's`,
          ),
          what: 'ports',
        },
      })),
  );

/** T53: the management address follows from type and location, for whoever has no list at hand. */
export const derivableAddress: Rule = {
  id: 'R39',
  name: 'derivable-address',
  title: 'an address follows from the name: the numbers in both are the same',
  severity: 'warning',
  from: 'b',
  sources: ['T53', 'T54'],
  profiles: ['talk'],
  check: (context) => [
    ...context.network.racks.filter(misleads).map((rack) => rackRemark(context, rack)),
    ...context.network.devices
      .filter((device) => device.site !== undefined && misleads(device))
      .map((device) => deviceRemark(context, device)),
    ...kept(context),
  ],
};
