import { powerReturned } from '#analysis/failures/power-returned.ts';
import { parseFailure } from '#analysis/parse-failure.ts';
import { type Analysis, analyse } from '#analysis/state.ts';
import { type DeviceState, type WhatIf, whatIf } from '#analysis/whatif.ts';
import { recoveryWords } from '#draw/recovery-words.ts';
import { type Failure, type Step, VERBS } from '#model/failure.ts';
import type { Finding } from '#model/finding.ts';
import type { Network } from '#model/network.ts';
import { eachText } from '../analysis/each-text.ts';
import { noWayInText } from '../analysis/no-way-in.ts';
import { stateText } from '../analysis/words.ts';
import type { Command, Outcome } from '../command.ts';
import { withNetwork } from '../load.ts';
import { done, misused, no, refused } from '../outcome.ts';
import { COMMAND_LINE } from '../output/findings.ts';
import type { Style } from '../output/style.ts';
import { table } from '../output/table.ts';

/** Rows that leave the rest of the answer on the screen. */
const MOST = 40;

const touched = (device: DeviceState): boolean =>
  VERBS.some((verb) => device.states[verb] === 'lost' || device.states[verb] === 'other-path');

const losses = ({ states }: DeviceState): number => VERBS.filter((verb) => states[verb] === 'lost').length;

/** Those that lost most first, as many as can be read; the network's order where it is the same. */
const worst = (devices: readonly DeviceState[]): DeviceState[] =>
  [...devices].sort((a, b) => losses(b) - losses(a)).slice(0, MOST);

const deviceTable = (devices: readonly DeviceState[], style: Style): string =>
  table(
    [
      { title: 'device', value: (d) => d.device },
      ...VERBS.map((verb) => ({
        title: verb,
        value: (d: DeviceState) => d.states[verb],
        paint: (text: string, d: DeviceState, s: Style) =>
          text.replace(d.states[verb], stateText(d.states[verb], s)),
      })),
      { title: 'in-band ssh', value: (d: DeviceState) => (d.inBand ? 'answers' : '-') },
    ],
    devices,
    style,
  );

const stepsText = (steps: readonly Step[]): string =>
  steps.map((step, at) => `    ${at + 1}. ${step.text}\n`).join('');

const mending = (network: Network, result: WhatIf): string =>
  [...result.recovery]
    .map(([id, recovery]) => {
      const path = recovery.how === 'remote' ? stepsText(recovery.path) : '';
      const each = eachText(network, id, recovery);
      return `  ${id}: ${recoveryWords(recovery)}\n${path}${each && `    one by one:\n${each}`}`;
    })
    .join('');

const countLine = (result: WhatIf, style: Style): string =>
  VERBS.map((verb) => {
    const { lost, 'other-path': other, unaffected, never } = result.counts[verb];
    const text = `${verb.padEnd(8)} ${lost} lost, ${other} other path, ${unaffected} unaffected, ${never} never had it`;
    return `${lost > 0 ? style.red(text) : text}\n`;
  }).join('');

const asText =
  (network: Network, result: WhatIf, all: boolean) =>
  (style: Style): string => {
    if (!all && VERBS.every((verb) => result.counts[verb].never === result.devices.length))
      return `${noWayInText(network, style)}\n${style.bold('How it ends')}\n${mending(network, result)}`;
    const concerned = all ? result.devices : result.devices.filter(touched);
    const shown = all || concerned.length <= MOST ? concerned : worst(concerned);
    const left = concerned.length - shown.length;
    const more = left > 0 ? `and ${left} more devices: --all shows every one\n` : '';
    const quiet = shown.length === 0 ? 'No device loses a way in, and none needs another.\n' : '';
    return `${style.bold('Out of band')}
${countLine(result, style)}
${quiet}${deviceTable(shown, style)}${more}
${style.bold('How it ends')}
${mending(network, result)}`;
  };

const LISTED = 'relaxops survive --all lists every failure';
const WAITING = 'write "starts-with" or "power-return: off" on devices, "sim-pin" on uplinks';

/** Every site's black start, as far as anything there waits for something. */
const blackStart = ({ facts: { topology } }: Analysis): Failure[] =>
  powerReturned.scopes(topology).map((scope) => ({ kind: powerReturned.id, scope }));

const nothingWaits: Finding = {
  code: 'nothing-waits',
  severity: 'warning',
  text: 'no device says what it waits for when power returns, so --after-power-returns adds nothing',
  place: COMMAND_LINE,
  hint: WAITING,
};

const answer = (
  analysis: Analysis,
  failures: readonly Failure[],
  all: boolean,
  beside: readonly Finding[],
): Outcome => {
  const result = whatIf(analysis, failures);
  const data = { ...result, recovery: Object.fromEntries(result.recovery) };
  const lost = VERBS.some((verb) => result.counts[verb].lost > 0);
  return (lost ? no : done)(data, asText(analysis.facts.topology.network, result, all), beside);
};

/** `relaxops whatif`: some failures at once, on paper. */
export const whatif: Command = {
  name: 'whatif',
  summary: 'what these failures take, what is left, how to get in',
  description: `Breaks what you name, all of it at once, and shows every device that loses ssh, console or power out of band or needs another
path, and how each failure is mended: from the sofa (and over which path), by somebody else, or by hands. A failure is
kind:scope; the kind may be shortened (provider:init7), a cable goes by either end. Exit code 1: something is lost.`,
  arguments: [{ name: '[failure...]', description: 'such as device-dead:zrh1/r01/gw1 or feed-down:zrh1/A' }],
  options: [
    { flags: '--all', description: 'show every device, those that are unaffected too' },
    {
      flags: '--after-power-returns',
      description: 'every site was without power and has it again: what waits, and for whom',
    },
  ],
  examples: [
    { command: 'relaxops whatif device-dead:zrh1/r01/gw1', text: 'one gateway dies' },
    { command: 'relaxops whatif provider:init7 feed:zrh1/A', text: 'a provider and a power feed together' },
    { command: 'relaxops whatif --after-power-returns', text: 'the black start: who waits for whom' },
    { command: 'relaxops whatif link-cut:zrh1/r02/msw1:p48', text: 'somebody pulls that cable' },
  ],
  exitCodes: ['yes', 'no', 'usage'],
  schema: 'whatif/1',
  run: async (context, args, options) =>
    withNetwork(context, (network) => {
      const analysis = analyse(network);
      const parsed = args.list('failure').map((text) => parseFailure(analysis, text));
      const wrong = parsed.flatMap((result) => (result.ok ? [] : [result.error]));
      if (wrong.length > 0) return misused(wrong.join('; '), LISTED);
      const named = parsed.flatMap((result) => (result.ok ? [result.value] : []));
      const cold = options.flag('after-power-returns');
      const waiting = cold ? blackStart(analysis) : [];
      const failures = [...named, ...waiting];
      if (failures.length === 0)
        return cold
          ? refused('nothing-waits', 'no device says what it waits for when power returns', WAITING)
          : misused('name a failure, or ask for --after-power-returns', LISTED);
      const beside = cold && waiting.length === 0 ? [nothingWaits] : [];
      return answer(analysis, failures, options.flag('all'), beside);
    }),
};
