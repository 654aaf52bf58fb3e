import { openPsa } from '#analysis/openpsa.ts';
import { type Analysis, analyse, type VerbFact } from '#analysis/state.ts';
import { VERBS } from '#model/failure.ts';
import type { Command, Given, Outcome } from '../command.ts';
import { withNetwork } from '../load.ts';
import { noSuchDevice } from '../no-such-device.ts';
import { done } from '../outcome.ts';

const goalsOf = ({ verbs }: Analysis, options: Given): VerbFact[] => {
  const [device, verb] = [options.text('device'), options.text('verb')];
  return verbs.filter(
    (one) => (device === undefined || one.device === device) && (verb === undefined || one.verb === verb),
  );
};

const answer = (analysis: Analysis, name: string, options: Given): Outcome => {
  const goals = goalsOf(analysis, options);
  if (goals.length === 0) return noSuchDevice(analysis.facts.topology.network, options.text('device') ?? '');
  const { xml, gates, events, tops } = openPsa(
    analysis.facts.system,
    goals.map((goal) => goal.fact),
    name,
  );
  const named = goals.map(({ device, verb, fact }) => ({ device, verb, top: tops.get(fact) }));
  return done({ format: 'opsa-mef 2.0d', gates, events, tops: named, xml }, () => xml);
};

/** `relaxops export openpsa`: the facts as a fault tree for another program. */
export const exportOpenpsa: Command = {
  name: 'export openpsa',
  summary: 'the failure analysis as a fault tree, to be checked by another program',
  description: `Writes Open-PSA XML to stdout: one top event per device and verb, lost; a gate per fact, and a basic event per failure.
Nothing in it is a result of ours: they are the facts' own gates, with loops unrolled as often as they need, so that SCRAM, which
refuses loops, can be asked for the same cut sets.`,
  arguments: [],
  options: [
    { flags: '--device <device>', description: 'one device only', complete: 'device' },
    { flags: '--verb <verb>', description: 'one verb only', choices: VERBS },
  ],
  examples: [
    { command: 'relaxops export openpsa > network.xml', text: 'everything' },
    { command: 'relaxops export openpsa --verb console', text: 'console only' },
  ],
  exitCodes: ['yes', 'no', 'usage'],
  schema: 'export-openpsa/1',
  run: async (context, _args, options) =>
    withNetwork(context, (network) => answer(analyse(network), network.name, options)),
};
