import { type Way, waysInto } from '#analysis/paths.ts';
import { analyse } from '#analysis/state.ts';
import { VERBS, type Verb } from '#model/failure.ts';
import type { Command } from '../command.ts';
import { withNetwork } from '../load.ts';
import { done, no, refused } from '../outcome.ts';
import type { Style } from '../output/style.ts';

const wayText = (way: Way, at: number, style: Style): string => {
  const steps = way.steps.map((step, n) => `    ${n + 1}. ${step.text}\n`).join('');
  const band = way.band === 'oob' ? '' : ' (in band: counts for nothing when production is down)';
  return `  ${style.bold(`way ${at + 1}`)}${band}, rests on ${way.restsOn.length} things that can fail\n${steps}`;
};

const verbText = (verb: Verb, ways: readonly Way[], style: Style): string => {
  const own = ways.filter((way) => way.verb === verb);
  if (own.length === 0) return `${style.bold(verb)}: ${style.red('no way')}\n`;
  return `${style.bold(verb)}\n${own.map((way, at) => wayText(way, at, style)).join('')}`;
};

/** `relaxops paths`: every way in, step by step. */
export const paths: Command = {
  name: 'paths',
  summary: 'every way in to a device, step by step',
  description: `Shows the ways to log in to a device, to its console and to its power, the best first, each as the steps that you would
take at 3 a.m. Exit code 1: for one of the verbs that you asked for there is no way.`,
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
      if (!network.devices.some((one) => one.id === device))
        return refused('not-found', `no device is called "${device}"`, 'relaxops plan lists every device');
      const only = options.text('verb');
      const asked = VERBS.filter((verb) => only === undefined || verb === only);
      const analysis = analyse(network);
      const ways = asked.flatMap((verb) => waysInto(analysis, device, verb));
      const all = asked.every((verb) => ways.some((way) => way.verb === verb));
      const text = (style: Style) => asked.map((verb) => verbText(verb, ways, style)).join('\n');
      return (all ? done : no)({ device, ways }, text);
    }),
};
