import type { Cable, CableKind } from '#model/network.ts';
import type { Remark, Rule } from './rule.ts';

const networksOn = ({ kind, carries = [] }: Cable): Set<CableKind> => new Set([kind, ...carries]);

const check: Rule['check'] = ({ network }): Remark[] =>
  network.cables.flatMap((cable) => {
    const on = networksOn(cable);
    if (!on.has('management') || on.size < 2) return [];
    const others = [...on].filter((kind) => kind !== 'management').join(' and ');
    return [
      {
        on: cable.id,
        place: cable.place,
        text: `"${cable.a} -- ${cable.b}" carries management and ${others} in one wire, expected a wire for management alone`,
      },
    ];
  });

/** T16, T17: VLANs make no sense for this; a saturated uplink hurts every VLAN on that port. */
export const noSharedWire: Rule = {
  id: 'R09',
  name: 'no-shared-wire',
  title: 'no wire carries management beside another network',
  severity: 'error',
  from: 'b',
  sources: ['T16', 'T17', 'T04'],
  profiles: ['talk', 'cisa'],
  check,
};
