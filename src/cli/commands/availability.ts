import {
  type Availability,
  availability as availabilityOf,
  type RepairTimes,
} from '#analysis/availability/availability.ts';
import { COMMON_CAUSES, RATES } from '#analysis/availability/rates.ts';
import { thingNamed } from '#analysis/availability/without.ts';
import { type Analysis, analyse } from '#analysis/state.ts';
import type { Network } from '#model/network.ts';
import {
  boughtTable,
  causesTable,
  figuresText,
  summaryTable,
  verbSummaries,
} from '../analysis/availability-text.ts';
import type { Command, Given, Outcome } from '../command.ts';
import { withNetwork } from '../load.ts';
import { done, misused, refused } from '../outcome.ts';

/** Without a device its own verbs are not asked for. */
const ofOthers = (found: Availability, thing: string): Availability => ({
  ...found,
  verbs: found.verbs.filter((one) => one.device !== thing),
});

const dataOf = (found: Availability) => ({
  verbs: found.verbs,
  summary: verbSummaries(found),
  causes: found.causes,
  figures: [...found.rates].map(([id, failures]) => ({ id, failures, ...RATES[id] })),
  commonCauses: found.commonCauses.map((id) => ({ id, ...COMMON_CAUSES[id], evidence: 'assumption' })),
  leftOut: found.unrated,
});

const NOTE =
  'From sets of one and two failures and the figures below: an estimate without sets of three, good for comparing.\n';

const plain = (network: Network, analysis: Analysis, times: RepairTimes, most: number): Outcome => {
  const found = availabilityOf(analysis, times);
  return done({ ...dataOf(found), times }, (style) => {
    const head = style.bold(`${network.name}: hours a year without a way in`);
    if (found.verbs.length === 0)
      return `${head}\n${style.yellow('No device has a way in out of band, so there is nothing to count: relaxops check says why.')}\n`;
    return `${head}\n${NOTE}${summaryTable(found, style)}\n${causesTable(found, most, style)}\n${figuresText(found, times, style)}`;
  });
};

const bought = (analysis: Analysis, times: RepairTimes, text: string): Outcome => {
  const named = thingNamed(analysis, text);
  if (!named.ok) return refused('not-found', named.error, 'relaxops plan lists them');
  const { id: thing, gone } = named.value;
  const with_ = ofOthers(availabilityOf(analysis, times), thing);
  const without = ofOthers(availabilityOf(analysis, times, gone), thing);
  return done({ thing, with: dataOf(with_), without: dataOf(without), times }, (style) => {
    const head = style.bold(`What ${thing} buys: hours a year without a way in, all devices together`);
    return `${head}\n${NOTE}${boughtTable(with_, without, style)}\n${figuresText(with_, times, style)}`;
  });
};

/** Hours, or a sentence about what was given. */
const hours = (options: Given, name: string): number | undefined | string => {
  const text = options.text(name);
  if (text === undefined) return undefined;
  const value = Number(text);
  return value > 0 && value <= 8760 ? value : `--${name} takes hours above 0, at most 8760`;
};

/** `relaxops availability`: hours a year without each verb, and what a thing buys. */
export const availability: Command = {
  name: 'availability',
  summary: 'hours a year without a way in, and what one thing more buys',
  description: `Estimates from failure rates and repair times how long a year ssh, console and power are out of reach, device by device. A
failure is mended from afar where a path to do so lives in that very situation, else by hands. Boxes that are alike fail together now
and then. Every figure is printed with its source and class: study, vendor or assumption.`,
  arguments: [],
  options: [
    { flags: '--remote <hours>', description: 'time to mend from afar; by default by kind of failure' },
    {
      flags: '--hands <hours>',
      description: 'time until somebody has driven there and mended it; by default by kind',
    },
    {
      flags: '--without <thing>',
      description: 'what it buys: a device, cable, uplink, modem, feed or provider',
    },
    { flags: '-n, --worst <n>', description: 'how many causes to list', default: '10' },
  ],
  examples: [
    { command: 'relaxops availability', text: 'the estimate, what costs most, and every figure' },
    { command: 'relaxops availability --hands 12', text: 'where it takes a day to get there' },
    {
      command: 'relaxops availability --without sim:zrh1/r01/gw2:wan',
      text: 'what does the second SIM buy?',
    },
    { command: 'relaxops availability --without jumphost:zrh1/r01/jump1', text: 'and the second jumphost?' },
  ],
  exitCodes: ['yes', 'no', 'usage'],
  schema: 'availability/1',
  run: async (context, _args, options) => {
    const worst = Number(options.required('worst'));
    if (!Number.isInteger(worst) || worst < 1) return misused('--worst takes a whole number from 1 on');
    const [remote, hands] = [hours(options, 'remote'), hours(options, 'hands')];
    const wrong = [remote, hands].find((value) => typeof value === 'string');
    if (typeof wrong === 'string') return misused(wrong);
    const times: RepairTimes = {
      ...(typeof remote === 'number' ? { remote } : {}),
      ...(typeof hands === 'number' ? { hands } : {}),
    };
    return withNetwork(context, (network) => {
      const thing = options.text('without');
      const analysis = analyse(network);
      return thing === undefined ? plain(network, analysis, times, worst) : bought(analysis, times, thing);
    });
  },
};
