import { failureId, VERBS } from '#model/failure.ts';
import { middleSwitch } from '#model/isolation.ts';
import type { Device } from '#model/network.ts';
import { verbName } from '../facts/verbs.ts';
import { breakOnPaper } from '../state.ts';
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

/** Those of them that are reached through the patient. The middle of the star stands before everything, by design. */
const behindPatient = (context: RuleContext, patient: Device): Device[] => {
  const middle = patient.site === undefined ? undefined : middleSwitch(context.topology, patient.site);
  if (middle === undefined || middle === patient.id) return [];
  return repairers(context, patient).filter((device) =>
    switchesTo(context, device, middle).includes(patient.id),
  );
};

/** Whether nothing is left to repair it by once its data side is misconfigured, though there was something. */
const isHelpless = (context: RuleContext, patient: Device): boolean => {
  const analysis = context.analysis();
  const { system } = analysis.facts;
  const failure = system.id(failureId({ kind: 'misconfiguration', scope: patient.id }));
  const verbs = VERBS.map((verb) => system.id(verbName(verb, patient.id))).filter((id) => id !== undefined);
  if (failure === undefined || !verbs.some((id) => analysis.healthy.holds[id] === 1)) return false;
  const broken = breakOnPaper(analysis, new Set([failure]));
  return !verbs.some((id) => broken.holds(id));
};

const check = (context: RuleContext): Remark[] =>
  context.network.devices.flatMap((patient) => {
    const behind = behindPatient(context, patient);
    if (behind.length === 0 || !isHelpless(context, patient)) return [];
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
