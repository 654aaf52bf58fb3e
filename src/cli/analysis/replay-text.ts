import type { Replayed } from '#analysis/replays/run.ts';
import { ENDINGS, recoveryWords } from '#draw/recovery-words.ts';
import { type Failure, failureId, VERBS } from '#model/failure.ts';
import { someIds } from '../output/ids.ts';
import type { Style } from '../output/style.ts';
import { table } from '../output/table.ts';
import type { RuleState } from './rule-states.ts';

/** An outage, a real one or the user's own, and what it does here. */
export interface Told {
  readonly id: string;
  readonly title: string;
  readonly story?: string;
  readonly broken?: string;
  readonly replayed: Replayed;
  /** Rules that would have turned it, and whether they are kept here. */
  readonly rules: readonly { readonly id: string; readonly title: string; readonly state: RuleState }[];
}

/** `ssh 25, console 23`; nothing lost reads as such. */
const lostText = ({ replayed: { result } }: Told): string => {
  const parts = VERBS.filter((verb) => result.counts[verb].lost > 0).map(
    (verb) => `${verb} ${result.counts[verb].lost}`,
  );
  return parts.length > 0 ? parts.join(', ') : 'nothing';
};

/** What keeps people up first. */
const ORDER = ['hands-now', 'hands-later', 'remote', 'third-party', 'itself'] as const;

const endsText = ({ replayed: { ends, failures } }: Told): string => {
  if (failures.length === 0) return 'nothing of the kind here';
  return ORDER.filter((how) => ends[how] > 0)
    .map((how) => `${ends[how]} ${ENDINGS[how]}`)
    .join(', ');
};

/** All outages, one a line. */
export const replayTable = (all: readonly Told[], style: Style): string =>
  table(
    [
      { title: 'replay', value: (told) => told.id },
      { title: 'what', value: (told) => told.title },
      { title: 'breaks', value: (told) => String(told.replayed.failures.length), align: 'right' },
      { title: 'devices that lose', value: lostText },
      {
        title: 'mended',
        value: endsText,
        paint: (text, told, s) => (told.replayed.ends['hands-now'] > 0 ? s.red(text) : text),
      },
    ],
    all,
    style,
  );

const brokenText = (failures: readonly Failure[]): string =>
  failures.length === 0 ? 'nothing: this network has none of it' : someIds(failures.map(failureId));

const rulesText = ({ rules }: Told, style: Style): string => {
  if (rules.length === 0) return '';
  const lines = rules.map(({ id, title, state }) => {
    const word =
      state === 'broken' ? style.red('broken here') : state === 'kept' ? style.green('kept here') : state;
    return `${style.wrap(`  ${id}  ${word}: ${title}`)}\n`;
  });
  return `\n${style.bold('Rules that would have helped')}\n${lines.join('')}`;
};

const handsText = ({ replayed: { result, ends } }: Told, style: Style): string => {
  const first = [...result.recovery].slice(0, 8);
  const lines = first.map(([id, recovery]) => `  ${id}: ${recoveryWords(recovery)}\n`).join('');
  const more = result.recovery.size - first.length;
  const drive = ends['hands-now'] + ends['hands-later'];
  const say =
    drive === 0 ? 'Nobody has to drive.' : `${drive} of ${result.recovery.size} need somebody there.`;
  return `${style.bold('How it ends')}\n${lines}${more > 0 ? `  and ${more} more\n` : ''}${say}\n`;
};

/** What happened there, and what of it can happen here. */
const storyText = ({ title, story, broken, replayed }: Told, style: Style): string => {
  const prose = (text: string | undefined): string => (text ? `${style.wrap(text, 0)}\n` : '');
  return `${style.bold(title)}
${prose(story)}
${style.bold('Here')}
${prose(broken)}${style.wrap(`broken: ${brokenText(replayed.failures)}`)}
`;
};

/** One outage in full; `instead` stands in place of what is lost where nobody has a way in that could be. */
export const replayText = (told: Told, style: Style, instead?: string): string => {
  const { replayed } = told;
  if (instead !== undefined) return `${storyText(told, style)}\n${instead}`;
  const counts = VERBS.map((verb) => {
    const { lost, never } = replayed.result.counts[verb];
    const has = replayed.result.devices.length - never;
    return `${verb.padEnd(8)} ${has - lost} of ${has} devices keep it\n`;
  }).join('');
  return `${storyText(told, style)}${counts}
${replayed.failures.length === 0 ? '' : handsText(told, style)}${rulesText(told, style)}`;
};
