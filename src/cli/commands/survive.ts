import { tryChanges } from '#analysis/changes/try-changes.ts';
import { deviceCuts } from '#analysis/device-cuts.ts';
import { type Reason, reasonFor } from '#analysis/reasons.ts';
import { type Analysis, analyse } from '#analysis/state.ts';
import { survive as surviveAll } from '#analysis/survive.ts';
import { type PairSurvival, type PairVerdict, pairWork, survivePairs } from '#analysis/survive-pairs.ts';
import { surviveTriples } from '#analysis/survive-triples.ts';
import { VERBS } from '#model/failure.ts';
import type { Network } from '#model/network.ts';
import { changesText } from '../analysis/changes-text.ts';
import { deviceCutsText } from '../analysis/device-cuts-text.ts';
import { isWithoutWayIn, noWayInText } from '../analysis/no-way-in.ts';
import { explained, pairLine, pairTable, reasonText, tripleText } from '../analysis/pairs-text.ts';
import { summary, verdictTable } from '../analysis/survive-text.ts';
import type { Command, Given, Outcome } from '../command.ts';
import { withNetwork } from '../load.ts';
import { noSuchDevice } from '../no-such-device.ts';
import { done, misused } from '../outcome.ts';

/** Devices by whose loss the worst pairs are explained, way by way. */
const EXPLAINED = 2;
/** Singles that are shown before pairs. */
const SINGLES_BESIDE = 5;
/** Three at a time are many: beyond so many devices only those of one device are told. */
const MOST_FOR_TRIPLES = 2000;

const singles = (network: Network, analysis: Analysis, worst: number, all: boolean): Outcome => {
  const survival = surviveAll(analysis, all ? undefined : worst);
  const listed = all ? survival.verdicts : survival.verdicts.slice(0, worst);
  return done({ ...survival, verdicts: listed }, (style) => {
    if (!all && isWithoutWayIn(survival)) return noWayInText(network, style);
    const more = survival.verdicts.length - listed.length;
    const rest = more > 0 ? `\n${more} more: --all. What one does: relaxops whatif <failure>\n` : '';
    return `${summary(network, survival, style)}\n${verdictTable(listed, style)}${rest}`;
  });
};

const reasonsFor = (analysis: Analysis, { worst }: PairSurvival): Reason[] => {
  const byDevice = new Map<string, PairVerdict>();
  for (const verdict of worst) {
    const { device } = explained(verdict);
    if (!byDevice.has(device)) byDevice.set(device, verdict);
  }
  return [...byDevice.values()].slice(0, EXPLAINED).map((verdict) => {
    const { device, verb } = explained(verdict);
    return reasonFor(analysis, device, verb, verdict.worst);
  });
};

/** Says on a terminal what is being worked out: a large network takes a while. */
type Tell = (text: string) => void;

const pairs = (
  network: Network,
  analysis: Analysis,
  worst: number,
  triples: boolean,
  tell: Tell,
): Outcome => {
  tell('every single failure');
  const survival = surviveAll(analysis, worst);
  tell('every pair of failures');
  const work = pairWork(analysis);
  const two = survivePairs(work, worst);
  const reasons = reasonsFor(analysis, two);
  const changes = tryChanges(analysis, tell, work.tally.counts);
  if (triples) tell('every triple of failures');
  const three = triples ? surviveTriples(analysis, worst) : undefined;
  const beside = survival.verdicts.slice(0, Math.min(worst, SINGLES_BESIDE));
  const data = {
    singles: { ...survival, verdicts: survival.verdicts.slice(0, worst) },
    pairs: two,
    reasons,
    changes,
  };
  return done(three ? { ...data, triples: three } : data, (style) => {
    if (isWithoutWayIn(survival)) return noWayInText(network, style);
    const onRoad = two.handsNow
      .slice(two.worst.filter((verdict) => verdict.onlyTogether).length)
      .slice(0, SINGLES_BESIDE);
    const others =
      onRoad.length > 0
        ? `\n${style.bold('Next of those that need hands at once')}\n${pairTable(onRoad, style)}`
        : '';
    return `${summary(network, survival, style, two.score)}
${style.bold('Worst single failures')}
${verdictTable(beside, style)}
${style.bold(style.wrap(pairLine(two), 0))}
${pairTable(two.worst, style)}${others}
${reasons.map((reason) => reasonText(reason, style)).join('')}
${three ? `${tripleText(three, style)}\n` : ''}${changesText(changes, style)}`;
  });
};

const ofDevice = (
  analysis: Analysis,
  device: string,
  options: Given,
  worst: number,
  order: number,
): Outcome => {
  const verb = options.text('verb');
  const verbs = analysis.verbs.filter(
    (one) => one.device === device && (verb === undefined || one.verb === verb),
  );
  if (verbs.length === 0) return noSuchDevice(analysis.facts.topology.network, device);
  const found = deviceCuts(analysis, verbs, order);
  const most = options.flag('all') ? Number.POSITIVE_INFINITY : worst;
  return done(found, (style) => deviceCutsText(found, most, style));
};

const answer = (network: Network, options: Given, worst: number, tell: Tell): Outcome => {
  const order = Number(options.required('order'));
  const device = options.text('device');
  tell(`${network.devices.length} devices as facts`);
  const analysis = analyse(network);
  if (device !== undefined) return ofDevice(analysis, device, options, worst, order);
  if (order === 1) return singles(network, analysis, worst, options.flag('all'));
  if (order === 3 && network.devices.length > MOST_FOR_TRIPLES)
    return misused(
      `three failures at a time are told for up to ${MOST_FOR_TRIPLES} devices, this network has ${network.devices.length}`,
      'name one with --device, or take --order 2',
    );
  return pairs(network, analysis, worst, order === 3, tell);
};

/** `relaxops survive`: every failure, every pair, ranked. */
export const survive: Command = {
  name: 'survive',
  summary: 'every single and double failure: the score and the worst',
  description: `Breaks every cable, box, daemon, provider and feed of the inventory on paper, one at a time or two, and says what is
lost out of band, what goes another way, and who mends it. Exact: nothing is sampled. With --order 2 the pairs that take what
neither failure takes alone, why, and the change that helps most, found by trying. With --device the smallest sets of failures
that take each verb of it. "By itself" are failures that end without anybody (a flood stops) where no way to fight them is left.`,
  arguments: [],
  options: [
    {
      flags: '--order <n>',
      description: 'how many failures at a time',
      default: '1',
      choices: ['1', '2', '3'],
    },
    { flags: '-n, --worst <n>', description: 'how many to list', default: '15' },
    { flags: '--all', description: 'list every single failure; with --device every set' },
    {
      flags: '--device <device>',
      description: 'every smallest set of failures that takes this device',
      complete: 'device',
    },
    { flags: '--verb <verb>', description: 'with --device: one verb only', choices: VERBS },
  ],
  examples: [
    { command: 'relaxops survive', text: 'the score, and the fifteen worst' },
    { command: 'relaxops survive --order 2', text: 'pairs too, and what to buy against them' },
    {
      command: 'relaxops survive --order 2 --device zrh1/r01/gw1',
      text: 'what it takes to lose that device',
    },
    { command: 'relaxops survive --all --json', text: 'every verdict, with the devices, for a script' },
  ],
  exitCodes: ['yes', 'no', 'usage'],
  schema: 'survive/1',
  run: async (context, _args, options) => {
    const worst = Number(options.required('worst'));
    if (!Number.isInteger(worst) || worst < 1) return misused('--worst takes a whole number from 1 on');
    if (options.text('verb') !== undefined && options.text('device') === undefined)
      return misused('--verb goes with --device', 'relaxops survive --device <device> --verb ssh');
    return withNetwork(context, (network) => answer(network, options, worst, context.progress.show));
  },
};
