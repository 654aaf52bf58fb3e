import { predictCells } from '#analysis/predict.ts';
import { predictShut } from '#analysis/predict-logins.ts';
import { predictResorts } from '#analysis/predict-resorts.ts';
import { type Analysis, analyse } from '#analysis/state.ts';
import type { WriteProblem } from '#host/write-files.ts';
import { LabError } from '#lab/cage/client.ts';
import { compare } from '#lab/compare.ts';
import { faults } from '#lab/faults/index.ts';
import { partsHere, partsOff, partsUsed } from '#lab/preflight.ts';
import type { RunResult } from '#lab/verify/run.ts';
import { playedLogins } from '#lab/world/login-service.ts';
import type { Failure } from '#model/failure.ts';
import type { Network } from '#model/network.ts';
import type { Command, Context, Given, Outcome } from '../command.ts';
import { lackingRanges } from '../countries/ranges.ts';
import { cannotRun } from '../lab/boot.ts';
import { partsOffText } from '../lab/parts-off.ts';
import { tellingFailures } from '../lab/telling.ts';
import { CONSOLES, type Consoles, saveObservations, verifyRun } from '../lab/verify-run.ts';
import { type Labs, verifyText } from '../lab/verify-text.ts';
import { withNetwork } from '../load.ts';
import { cannot, done, interrupted, misused, no, refused } from '../outcome.ts';

const judge = (
  analysis: Analysis,
  run: RunResult,
  possible: Parameters<typeof compare>[3],
  file: string,
  labs: Labs,
  used: ReturnType<typeof partsUsed>,
): Outcome => {
  const { network } = analysis.facts.topology;
  const comparison = compare(
    network,
    run.file,
    (failures) => predictCells(analysis, failures),
    possible,
    (failures) => predictResorts(analysis, failures),
    (failures) => predictShut(analysis, failures),
  );
  const agreed = comparison.mismatches.length + comparison.weak.length + run.troubles.length === 0;
  const data = {
    network: network.name,
    seed: run.file.seed,
    tries: run.tries,
    retries: 0,
    left: run.left.length,
    troubles: run.troubles,
    seconds: run.seconds,
    file,
    ...comparison,
  };
  return (agreed ? done : no)(
    data,
    (style) => `${partsOffText(partsOff(used))}${verifyText(network, comparison, run, file, labs, style)}`,
  );
};

const numbers = (options: Given) => ({
  seed: Number(options.required('seed')),
  labs: Number(options.required('labs')),
  budget: Number(options.required('budget')),
});

/** What the numbers on the command line are not, or nothing. */
const misusedNumbers = (options: Given): Outcome | undefined => {
  const { seed, labs, budget } = numbers(options);
  const perKind = options.text('per-kind');
  if (![seed, labs, budget].every((n) => Number.isInteger(n) && n >= 0) || labs < 1)
    return misused('--seed, --labs and --budget take whole numbers');
  if (perKind !== undefined && !/^[1-9]\d{0,5}$/.test(perKind))
    return misused('--per-kind takes a whole number from 1');
  return undefined;
};

const REASONS: Readonly<Record<WriteProblem, string>> = {
  exists: 'a folder is in the way',
  'not-ours': 'something else is there',
  denied: 'it may not be written there',
  full: 'the disk is full',
  'no-folder': 'its folder cannot be made',
  unwritable: 'it failed',
};

const INTERRUPTED = 'interrupted: its labs are gone, nothing was judged';

const consolesOf = (options: Given, all: boolean): Consoles =>
  CONSOLES.find((when) => when === options.text('consoles')) ?? (all ? 'always' : 'ends');

const observe = async (context: Context, options: Given, inventory: Network): Promise<Outcome> => {
  const network = playedLogins(inventory, partsHere());
  const { seed, labs, budget } = numbers(options);
  try {
    const all = options.flag('all');
    const analysis = analyse(network);
    const perKind = options.text('per-kind');
    const choose =
      perKind === undefined
        ? undefined
        : (possible: readonly Failure[]) => tellingFailures(analysis, possible, Number(perKind));
    const wanted = {
      seed,
      labs,
      budget: all ? Infinity : budget,
      all,
      consoles: consolesOf(options, all),
      only: options.text('kind'),
      choose,
    };
    const { run, possible, labs: fit } = await verifyRun(context, network, wanted);
    if (context.interruption().aborted) return interrupted(INTERRUPTED);
    const saved = saveObservations(context.cwd, options.text('output'), run.file);
    if (!saved.ok)
      return cannot(`cannot write what was seen: ${REASONS[saved.error]}`, '-o names another file');
    if (run.refusedNeighbours > 0)
      return cannot(
        `this machine's ARP table was full (${run.refusedNeighbours} entries refused), so nothing that was seen counts`,
        'run fewer labs at a time (--labs 1), or allow more: sysctl -w net.ipv4.neigh.default.gc_thresh3=8192',
      );
    return judge(analysis, run, possible, saved.value, { fit, wanted: labs }, partsUsed(inventory));
  } catch (error) {
    if (context.interruption().aborted) return interrupted(INTERRUPTED);
    if (error instanceof LabError) return refused('lab', error.message);
    throw error;
  }
};

const verify = async (context: Context, options: Given, network: Network): Promise<Outcome> =>
  misusedNumbers(options) ?? observe(context, options, network);

/** `relaxops lab verify`: the prediction held against real daemons. */
export const labVerify: Command = {
  name: 'lab verify',
  summary: 'break the lab for real and compare with the prediction',
  description: `Boots labs of its own, causes failure after failure, and after each one tries every address from every vantage point (the
Internet, each door, each jumphost), also where nothing should answer, by banner and host key, and logs in fully to one device a
role. What was seen goes to a file first; then the model predicts, and both are compared cell by cell. By default it takes a sample
of every kind by role by position, each two of them together at least once, drawn with a seed; --all takes every failure. The report says how many of those chosen the budget left
out. Exit code 1: a mismatch, or a kind that showed nothing.`,
  arguments: [],
  options: [
    { flags: '--all', description: 'every failure that the lab can cause, however long it takes' },
    {
      flags: '--kind <kind>',
      description: 'only this failure kind',
      choices: faults.map((fault) => fault.id),
    },
    { flags: '--per-kind <n>', description: 'no sample: of each kind the n failures that show most' },
    {
      flags: '--consoles <when>',
      description:
        'try consoles and power at the start and end of one lab (ends), while failures last as well (always: twice the time; as with --all), or never',
      choices: CONSOLES,
    },
    { flags: '--seed <n>', description: 'another sample', default: '1' },
    { flags: '--labs <n>', description: 'labs side by side, as far as the machine holds them', default: '3' },
    { flags: '--budget <seconds>', description: 'begin no new failure after that', default: '94' },
    {
      flags: '-o, --output <file>',
      description: 'where observations go; by default observations/<name>.json',
      complete: 'file',
    },
  ],
  examples: [
    { command: 'relaxops lab verify', text: 'a sample, as much of it as 100 seconds allow' },
    { command: 'relaxops lab verify --all --labs 4', text: 'everything' },
    { command: 'relaxops lab verify --kind feed-down --seed 7', text: 'power only' },
  ],
  exitCodes: ['yes', 'no', 'usage', 'cannot', 'interrupted'],
  schema: 'lab-verify/1',
  run: async (context, _args, options) =>
    cannotRun() ??
    withNetwork(context, (network) => lackingRanges(network) ?? verify(context, options, network)),
};
