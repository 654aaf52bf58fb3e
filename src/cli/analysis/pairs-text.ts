import type { CutWay, Reason } from '#analysis/reasons.ts';
import type { How } from '#analysis/recovery-pairs.ts';
import type { PairSurvival, PairVerdict } from '#analysis/survive-pairs.ts';
import type { TripleSurvival } from '#analysis/survive-triples.ts';
import { ENDINGS } from '#draw/recovery-words.ts';
import { type Failure, failureId, VERBS } from '#model/failure.ts';
import type { Style } from '../output/style.ts';
import { table } from '../output/table.ts';
import { lostText } from './words.ts';

/** One failure of a class, and how many more do the same. */
export const classText = (failures: readonly Failure[], shown: Failure = failures[0]!): string =>
  failures.length === 1 ? failureId(shown) : `${failureId(shown)} (or ${failures.length - 1} alike)`;

const endingText = ([a, b]: readonly [How, How]): string =>
  a === b ? `both ${ENDINGS[a]}` : `${ENDINGS[a]}; ${ENDINGS[b]}`;

/** Pairs as a table: what the two take and neither takes alone. */
export const pairTable = (verdicts: readonly PairVerdict[], style: Style): string =>
  table(
    [
      { title: 'failure', value: (v) => classText(v.one, v.worst[0]) },
      { title: 'and failure', value: (v) => classText(v.other, v.worst[1]) },
      { title: 'devices that lose', value: (v) => lostText(v.lost) },
      {
        title: 'mended',
        value: (v) => endingText(v.recovery),
        paint: (text, v, s) => (v.recovery.includes('hands-now') ? s.red(text) : text),
      },
    ],
    verdicts,
    style,
  );

const endText = ({ cutBy, stopsAt }: CutWay): string => {
  if (cutBy.length > 0) return `cut by ${cutBy.join(' and ')}`;
  return stopsAt
    ? `ends at "${stopsAt.text}": either failure alone leaves it, both together take it`
    : 'lives';
};

const wayText = (way: CutWay, at: number): string =>
  `  ${at + 1}. ${way.steps.map((step) => step.text).join(', then ')}\n     ${endText(way)}\n`;

/** Why one verb is lost, and by which failures, way by way. */
export const reasonText = ({ device, verb, failures, ways }: Reason, style: Style): string => {
  const head = `Why ${failures.map(failureId).join(' and ')} together take ${verb} to ${device}:\n`;
  return style.wrap(`${head}${ways.map(wayText).join('')}`, 3);
};

/** The head line of pairs, in words. */
export const pairLine = ({ pairs, together, handsNowPairs, judged }: PairSurvival): string => {
  const share = judged < together ? `, of the ${judged} worst` : '';
  return `${pairs} pairs: ${together} take more together than apart; after ${handsNowPairs} of them${share} somebody has to drive at once, though neither alone asks for it`;
};

/** Triples as a table. */
export const tripleText = ({ together, worst }: TripleSurvival, style: Style): string => {
  const rows = table(
    [
      { title: 'failure', value: (v) => classText(v.of[0]) },
      { title: 'and failure', value: (v) => classText(v.of[1]) },
      { title: 'and failure', value: (v) => classText(v.of[2]) },
      { title: 'devices that lose', value: (v) => lostText(v.lost) },
    ],
    worst,
    style,
  );
  return `${style.bold(`${together} triples take what no two of their failures take`)}\n${rows}`;
};

/** The verb and device that a pair is explained by. */
export const explained = ({ lost }: PairVerdict) => {
  const verb = VERBS.find((one) => lost[one].length > 0)!;
  return { verb, device: lost[verb][0]! };
};
