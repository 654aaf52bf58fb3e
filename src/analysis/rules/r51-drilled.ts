import type { Drill } from '#model/evidence.ts';
import { VERBS, type Verb } from '#model/failure.ts';
import type { Device } from '#model/network.ts';
import { isOlder } from './_age.ts';
import { onDevice } from './_remark.ts';
import type { Remark, Rule, RuleContext } from './rule.ts';

/** No source gives a figure; a quarter is ours. */
const DAYS = 90;

/** Drills by device and verb, the last one first. */
const byVerb = (drills: readonly Drill[]): Map<string, Drill[]> => {
  const found = new Map<string, Drill[]>();
  for (const drill of [...drills].sort((a, b) => (a.date < b.date ? 1 : -1))) {
    const key = `${drill.verb} ${drill.device}`;
    found.set(key, [...(found.get(key) ?? []), drill]);
  }
  return found;
};

const verbsOf = (context: RuleContext): Map<string, Verb[]> => {
  const found = new Map<string, Verb[]>();
  for (const { device, verb, healthy } of context.analysis().verbs)
    if (healthy) found.set(device, [...(found.get(device) ?? []), verb]);
  return found;
};

const LISTS = new Intl.ListFormat('en', { type: 'conjunction' });

const remarkOn = (
  context: RuleContext,
  device: Device,
  verbs: readonly Verb[],
  last: Map<string, Drill[]>,
) => {
  const drills = (verb: Verb) => last.get(`${verb} ${device.id}`) ?? [];
  const failed = verbs.filter((verb) => drills(verb)[0]?.ok === false);
  const proven = (verb: Verb) =>
    drills(verb).some(({ ok, date }) => ok && !isOlder(date, context.today, DAYS));
  const unproven = verbs.filter((verb) => !failed.includes(verb) && !proven(verb));
  const said = [
    ...(failed.length > 0
      ? [{ what: `failed the last drill of ${LISTS.format(failed)}`, expected: 'expected it to pass' }]
      : []),
    ...(unproven.length > 0
      ? [
          {
            what: `has not been tried by ${LISTS.format(unproven)} for ${DAYS} days`,
            expected: 'expected a drill end to end',
          },
        ]
      : []),
  ];
  return said.map((one) => onDevice(context, device, one));
};

/** Doors that no drill came in by. */
const doorRemarks = (context: RuleContext, drills: readonly Drill[]): Remark[] =>
  context.network.doors
    .filter(
      ({ gateway }) =>
        !drills.some(({ door, ok, date }) => door === gateway && ok && !isOlder(date, context.today, DAYS)),
    )
    .map(({ gateway }) =>
      onDevice(context, context.topology.device(gateway), {
        what: `is a door that no drill came in by for ${DAYS} days`,
        expected: 'expected every door in use',
      }),
    );

const check = (context: RuleContext): Remark[] => {
  const drills = context.records?.drills;
  if (!drills) return [];
  const [last, verbs] = [byVerb(drills), verbsOf(context)];
  return [
    ...doorRemarks(context, drills),
    ...context.network.devices.flatMap((device) =>
      remarkOn(
        context,
        device,
        VERBS.filter((verb) => verbs.get(device.id)?.includes(verb)),
        last,
      ),
    ),
  ];
};

/** T66: the management network is regularly tested for its functionality. */
export const drilled: Rule = {
  id: 'R51',
  name: 'drilled',
  title: 'every verb of every device, and every door, was proven end to end within 90 days',
  severity: 'error',
  from: 'a',
  sources: ['T66'],
  profiles: ['talk'],
  needs: ['records'],
  check,
  unjudged: ({ records }) => (records?.drills ? [] : ['no drills are in the records']),
};
