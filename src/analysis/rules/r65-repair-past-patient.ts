import { middleSwitch } from '#model/isolation.ts';
import type { Device } from '#model/network.ts';
import { SWITCH_ROLES } from '#model/role.ts';
import { onDevice } from './_remark.ts';
import { someOf } from './_text.ts';
import type { Remark, Rule, RuleContext } from './rule.ts';

/** The switches between a device's own management ports and the middle of the star. */
const switchesTo = ({ topology }: RuleContext, device: Device, middle: string): string[] =>
  device.ports
    .filter((port) => port.kind === 'management' || port.kind === 'data')
    .map((port) => topology.attachment(port.id)?.switch)
    .flatMap((id) => (id === undefined ? [] : (topology.switchPath(id, middle)?.switches ?? [id])));

/** What the device's console lines and outlets hang on: the boxes by which somebody would repair it. */
const repairers = ({ topology }: RuleContext, patient: Device): Device[] => {
  const ends = patient.ports
    .filter((port) => port.kind === 'console' || port.kind === 'power')
    .map((port) => topology.peer(port.id)?.device)
    .filter((id) => id !== undefined);
  return [...new Set(ends)].map((id) => topology.device(id));
};

/** Whether the device lets people in apart from what it forwards: such a port outlives a wrong change of the rest. */
const hasOwnWay = ({ topology }: RuleContext, device: Device): boolean =>
  device.ports.some((port) => port.separate && topology.cableAt(port.id));

/**
 * What the patient is repaired by, if all of that is reached through the patient alone. The middle of the star stands before
 * everything, by design.
 */
const behindPatient = (context: RuleContext, patient: Device): Device[] => {
  const middle = patient.site === undefined ? undefined : middleSwitch(context.topology, patient.site);
  if (middle === undefined || middle === patient.id || hasOwnWay(context, patient)) return [];
  const all = repairers(context, patient);
  const isBehind = (device: Device) => switchesTo(context, device, middle).includes(patient.id);
  return all.every(isBehind) ? all : [];
};

const check = (context: RuleContext): Remark[] =>
  context.network.devices
    .filter((device) => SWITCH_ROLES.has(device.role))
    .flatMap((patient) => {
      const behind = behindPatient(context, patient);
      if (behind.length === 0) return [];
      const names = someOf(behind.map(({ id }) => id));
      return [
        onDevice(context, patient, {
          what: `is repaired by way of ${names}, which ${behind.length === 1 ? 'hangs' : 'hang'} behind it`,
          expected: 'expected its console or its outlets on something that does not need it',
          hint: 'plug its console into a console server of the main rack',
        }),
      ];
    });

/** T02, T46, T50: whoever must not drive there needs a way to the patient that is not through the patient. */
export const repairPastPatient: Rule = {
  id: 'R65',
  name: 'repair-past-patient',
  title: 'what a device is repaired by does not hang behind it',
  severity: 'warning',
  from: 'c',
  sources: ['T02', 'T46', 'T50'],
  profiles: ['talk'],
  after: ['R01', 'R33', 'R34'],
  check,
};
