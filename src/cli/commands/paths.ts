import { type Overlap, overlapOf, type Way, waysInto } from '#analysis/paths.ts';
import { analyse } from '#analysis/state.ts';
import { VERBS, type Verb } from '#model/failure.ts';
import { healthyVerbs, noWayInText } from '../analysis/no-way-in.ts';
import type { Command } from '../command.ts';
import { withNetwork } from '../load.ts';
import { noSuchDevice } from '../no-such-device.ts';
import { done, no } from '../outcome.ts';
import type { Style } from '../output/style.ts';

const wayText = (way: Way, at: number, style: Style): string => {
  const steps = way.steps.map((step, n) => `    ${n + 1}. ${step.text}\n`).join('');
  const band = way.band === 'oob' ? '' : ' (in band: counts for nothing when production is down)';
  return `  ${style.bold(`way ${at + 1}`)}${band}, rests on ${way.restsOn.length} things that can fail\n${steps}`;
};

const pairText = ({ ways: [a, b], both }: Overlap['pairs'][number]): string => {
  const names = `  ways ${a + 1} and ${b + 1}`;
  if (both.length === 0) return `${names}: nothing else\n`;
  return `${names}: also ${both[0]}${both.length > 1 ? ` and ${both.length - 1} more` : ''}\n`;
};

/** What the ways out of band have in common, so that nobody takes three ways over one cable for three. */
const overlapText = (ways: readonly Way[]): string => {
  const oob = ways.filter((way) => way.band === 'oob');
  if (oob.length < 2) return '';
  const { all, pairs } = overlapOf(oob);
  const first =
    all.length === 0
      ? 'nothing'
      : `${all.length} things, ${all.slice(0, 3).join(', ')}${all.length > 3 ? ', …' : ''}`;
  return `  all of them rest on ${first}\n${pairs.slice(0, 10).map(pairText).join('')}`;
};

const verbText = (verb: Verb, ways: readonly Way[], style: Style): string => {
  const own = ways.filter((way) => way.verb === verb);
  if (own.length === 0) return `${style.bold(verb)}: ${style.red('no way')}\n`;
  const listed = own.map((way, at) => wayText(way, at, style)).join('');
  return `${style.bold(verb)}\n${listed}${overlapText(own)}`;
};

/** `relaxops paths`: every way in, step by step. */
export const paths: Command = {
  name: 'paths',
  summary: 'every way in to a device, step by step',
  description: `Shows the ways to log in to a device, to its console and to its power, the best first, each as the steps that you would
take at 3 a.m., and what any two of them have in common. Exit code 1: for one of the verbs that you asked for there is no way.`,
  arguments: [{ name: '<device>', description: 'such as zrh1/r01/sw1', complete: 'device' }],
  options: [{ flags: '--verb <verb>', description: 'only this one', choices: VERBS }],
  examples: [
    { command: 'relaxops paths zrh1/r02/sw1', text: 'ssh, console and power' },
    { command: 'relaxops paths zrh1/r02/srv01 --verb power', text: 'how to power-cycle it' },
  ],
  exitCodes: ['yes', 'no', 'usage'],
  schema: 'paths/1',
  run: async (context, args, options) =>
    withNetwork(context, (network) => {
      const device = args.required('device');
      if (!network.devices.some((one) => one.id === device)) return noSuchDevice(network, device);
      const only = options.text('verb');
      const asked = VERBS.filter((verb) => only === undefined || verb === only);
      const analysis = analyse(network);
      const ways = asked.flatMap((verb) => waysInto(analysis, device, verb));
      const all = asked.every((verb) => ways.some((way) => way.verb === verb));
      const text = (style: Style) => {
        const listed = asked.map((verb) => verbText(verb, ways, style)).join('\n');
        return healthyVerbs(analysis) > 0 ? listed : `${listed}\n${noWayInText(network, style)}`;
      };
      const overlaps = Object.fromEntries(
        asked.map((verb) => [verb, overlapOf(ways.filter((way) => way.verb === verb && way.band === 'oob'))]),
      );
      return (all ? done : no)({ device, ways, overlaps }, text);
    }),
};
