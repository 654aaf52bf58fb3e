import type { ThingChange } from '#analysis/diff/things.ts';
import { type Loss, type Score, type Way, type WayChanges, waysByVerb } from '#analysis/diff/ways.ts';
import { failureId, VERBS, type Verb } from '#model/failure.ts';
import type { Finding } from '#model/finding.ts';
import { lostText } from '../analysis/words.ts';
import { spelt } from '../output/findings.ts';
import type { Style } from '../output/style.ts';
import { table } from '../output/table.ts';
import type { FindingChanges } from './findings.ts';
import { thingLines, thingsLine } from './things-text.ts';

/** All that differs between two inventories. */
export interface Difference {
  readonly from: string;
  readonly to: string;
  readonly things: readonly ThingChange[];
  readonly ways: WayChanges;
  readonly findings: FindingChanges;
}

/** Lines of a list that are shown unless all are asked for: a screen has room for so many of each. */
const MOST = { ways: 3, singles: 3, pairs: 2, findings: 3, better: 1, things: 6 } as const;

/** The first lines, and how many more there are. */
/** What is counted, of one and of many. */
const COUNTED = {
  ways: ['way in', 'ways in'],
  singles: ['single failure', 'single failures'],
  changes: ['change', 'changes'],
  pairs: ['kind of pairs', 'kinds of pairs'],
  findings: ['finding', 'findings'],
} as const;

const first = (lines: readonly string[], most: number, what: keyof typeof COUNTED): string => {
  const left = lines.length - most;
  const [one, many] = COUNTED[what];
  const rest = left > 0 ? `    and ${left} more ${left === 1 ? one : many}: --all\n` : '';
  return `${lines.slice(0, most).join('')}${rest}`;
};

const namesText = (devices: readonly string[], all: boolean): string => {
  const shown = all ? devices : devices.slice(0, 3);
  const left = devices.length - shown.length;
  return `${shown.join(', ')}${left > 0 ? ` and ${left} more` : ''}`;
};

const wayLines = (ways: readonly Way[], said: string, all: boolean): string[] => {
  const byVerb = waysByVerb(ways);
  return VERBS.filter((verb) => byVerb[verb].length > 0).map(
    (verb) => `  ${verb} ${said} ${spelt(namesText(byVerb[verb], all))}\n`,
  );
};

const alikeText = (count: number): string => (count > 1 ? ` (or ${count - 1} alike)` : '');

/** `device-dead:zrh1/r01/msw1 takes ssh 12`: what it does to verbs that it did nothing to. */
const lossLine = ({ sets, ways }: Loss, said: string): string => {
  const failures = sets[0]!.map(failureId).join(' + ');
  const where = ways.length === 1 ? `${ways[0]!.verb} of ${ways[0]!.device}` : lostText(waysByVerb(ways));
  return `  ${spelt(failures)}${alikeText(sets.length)} ${said} ${spelt(where)}\n`;
};

const findingLine = ({ severity, code, text, on }: Finding): string =>
  `  ${severity} ${code}${on === undefined ? '' : ` ${spelt(on)}`}: ${spelt(text)}\n`;

const worseText = ({ ways, findings }: Difference, all: boolean): string => {
  const most = (which: keyof typeof MOST): number => (all ? Number.POSITIVE_INFINITY : MOST[which]);
  const plural = (loss: Loss): string => (loss.sets[0]!.length > 1 ? 'take' : 'takes');
  const lines = (losses: readonly Loss[]): string[] =>
    losses.map((loss) => lossLine(loss, `now ${plural(loss)}`));
  return [
    first(wayLines(ways.lost, 'is gone:', all), most('ways'), 'ways'),
    first(wayLines(ways.missing, 'is not there on new devices:', all), most('ways'), 'ways'),
    first(lines(ways.singles.more), most('singles'), 'singles'),
    first(lines(ways.pairs.more), most('pairs'), 'pairs'),
    first(findings.more.map(findingLine), most('findings'), 'findings'),
  ].join('');
};

const betterText = ({ ways, findings }: Difference, all: boolean): string => {
  const most = all ? Number.POSITIVE_INFINITY : MOST.better;
  const lines = (losses: readonly Loss[]): string[] =>
    losses.map((loss) => lossLine(loss, 'no longer takes').replace(/(.* \+ .*) takes/, '$1 take'));
  return [
    first(wayLines(ways.won, 'is there now:', all), MOST.ways, 'ways'),
    first(lines(ways.singles.fewer), most, 'singles'),
    first(lines(ways.pairs.fewer), most, 'pairs'),
    first(
      findings.fewer.map((finding) => findingLine(finding).replace('  ', '  no longer: ')),
      most,
      'findings',
    ),
  ].join('');
};

const percent = (share: number): string => `${(100 * share).toFixed(2)} %`;

const scoreText = ({ before, after }: WayChanges, style: Style): string => {
  const row = (value: (score: Score, verb: Verb) => string) => (verb: Verb) => {
    const [old, now] = [value(before, verb), value(after, verb)];
    return old === now ? now : `${old} -> ${now}`;
  };
  return table(
    [
      { title: 'verb', value: (verb: Verb) => verb },
      {
        title: 'devices that have it',
        value: row(({ healthy, devices }, verb) => `${healthy[verb]} of ${devices}`),
      },
      { title: 'kept over all singles', value: row(({ singles }, verb) => percent(singles[verb])) },
      { title: 'kept over all pairs', value: row(({ pairs }, verb) => percent(pairs[verb])) },
    ],
    VERBS,
    style,
  );
};

/** What is worse, what is better, the score, and what changed: worst first, a screen of it unless all is asked for. */
export const diffText = (difference: Difference, all: boolean, style: Style): string => {
  const { from, to, things, ways } = difference;
  const [worse, better] = [worseText(difference, all), betterText(difference, all)];
  const changed = first(thingLines(things, style), all ? things.length : MOST.things, 'changes');
  return [
    `${style.bold(spelt(`${from} -> ${to}`))}: ${thingsLine(things)}\n`,
    worse === '' ? `${style.green('Nothing gets worse.')}\n` : `\n${style.red('Worse')}\n${worse}`,
    better === '' ? '' : `\n${style.green('Better')}\n${better}`,
    `\n${scoreText(ways, style)}`,
    changed === '' ? '' : `\n${style.bold('Changed')}\n${changed}`,
  ].join('');
};
