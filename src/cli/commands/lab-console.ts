import { nearest } from '#inventory/nearest.ts';
import {
  breakLine,
  type ConsoleState,
  checkConsoles,
  LINE_FAULTS,
  type LineFaultId,
  linesOf,
  mendLine,
} from '#lab/observe/console-check.ts';
import type { Network } from '#model/network.ts';
import type { Command, Outcome } from '../command.ts';
import { withLab } from '../lab/attach.ts';
import { chosenLab, NAME_OPTION } from '../lab/options.ts';
import { networkIn } from '../lab/part.ts';
import { withNetwork } from '../load.ts';
import { done, misused, no, refused } from '../outcome.ts';
import type { Style } from '../output/style.ts';
import { table } from '../output/table.ts';

const WHOLE = 'none';

const consolesText = (rows: readonly ConsoleState[], style: Style): string =>
  table<ConsoleState>(
    [
      { title: 'device', value: (row) => row.device },
      { title: 'line', value: (row) => `${row.server} ${row.line}` },
      {
        title: 'console',
        value: (row) => row.outcome,
        paint: (text, row, s) => (row.outcome === 'answered' ? s.green(text) : s.red(text)),
      },
    ],
    rows,
    style,
  ) +
  [...new Map(rows.filter((row) => row.outcome !== 'answered').map((row) => [row.outcome, row])).values()]
    .map((row) => `${row.outcome}: ${row.says}\n  ${row.remedy}\n`)
    .join('');

/** Why these lines cannot be tried, before any of them is. */
const misnamed = (
  network: Network,
  devices: readonly string[],
  fault: string | undefined,
): Outcome | undefined => {
  const known = linesOf(network).map((line) => line.console);
  const unknown = devices.find((device) => !known.includes(device));
  if (unknown !== undefined) {
    const near = nearest(unknown, known);
    const hint = near === undefined ? undefined : `did you mean ${near}?`;
    return refused('not-found', `"${unknown}" has no serial line to a console server`, hint);
  }
  if (fault !== undefined && devices.length === 0)
    return misused('--fault wants a device', 'relaxops lab console <device> --fault stuck');
  return undefined;
};

const tryThem = (
  all: Network,
  name: string,
  devices: readonly string[],
  fault: string | undefined,
): Promise<Outcome> =>
  withLab(name, async (lab) => {
    const network = await networkIn(lab, all);
    const wrong = misnamed(network, devices, fault);
    if (wrong) return wrong;
    const lines = linesOf(network);
    const chosen = devices.length > 0 ? lines.filter((line) => devices.includes(line.console)) : lines;
    for (const line of fault === undefined ? [] : chosen) {
      await mendLine(lab, network, line);
      if (fault !== WHOLE) await breakLine(lab, network, line, fault as LineFaultId);
    }
    const rows = await checkConsoles(lab, network, chosen);
    const allAnswer = rows.every((row) => row.outcome === 'answered');
    return (allAnswer ? done : no)({ lab: name, consoles: rows }, (style) => consolesText(rows, style));
  });

/** `relaxops lab console`: is every console there, and if not, what is wrong with it? */
export const labConsole: Command = {
  name: 'lab console',
  summary: 'try the serial consoles of the lab: what each says, and what to do',
  description: `Logs in to each console server from a jumphost, attaches to the lines, types Enter, and says how each ended: "answered" with the prompt
of the device that the plan says is there, or else why not and what to do about it. With --fault the lines of the devices that you name are first made
to misbehave: ${Object.entries(LINE_FAULTS)
    .map(([id, what]) => `"${id}" (${what})`)
    .join(', ')}; "${WHOLE}" takes all of it back.`,
  arguments: [
    { name: '[device...]', description: 'whose consoles; all if none is given', complete: 'device' },
  ],
  options: [
    NAME_OPTION,
    {
      flags: '--fault <what>',
      description: 'make these lines misbehave first, or whole again',
      choices: [...Object.keys(LINE_FAULTS), WHOLE],
    },
  ],
  examples: [
    { command: 'relaxops lab console', text: 'every console' },
    {
      command: 'relaxops lab console zrh1/r01/sw1 --fault speed',
      text: 'at another speed: what does that look like?',
    },
    { command: 'relaxops lab console zrh1/r01/sw1 --fault none', text: 'whole again' },
  ],
  exitCodes: ['yes', 'no', 'usage'],
  schema: 'lab-console/1',
  run: async (context, args, options) =>
    withNetwork(context, (network) => {
      const [devices, fault] = [args.list('device'), options.text('fault')];
      return (
        misnamed(network, devices, fault) ??
        tryThem(network, chosenLab(options, network.name), devices, fault)
      );
    }),
};
