import { cost, type Survival, type Verdict } from '#analysis/survive.ts';
import { ENDINGS, recoveryWords } from '#draw/recovery-words.ts';
import { failureId, VERBS, type Verb } from '#model/failure.ts';
import type { Network } from '#model/network.ts';
import { devicesText } from '../output/devices-text.ts';
import type { Style } from '../output/style.ts';
import { table } from '../output/table.ts';
import { lostText } from './words.ts';

/** Best first, and what ends without anybody in the middle. */
const ORDER = ['remote', 'third-party', 'itself', 'hands-later', 'hands-now'] as const;

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;

/** The score of the network, and how failures end; of pairs too where they were asked for. */
export const summary = (
  network: Network,
  survival: Survival,
  style: Style,
  pairScore?: Readonly<Record<Verb, number>>,
): string => {
  const { verdicts, recoveries, healthy, score, devices } = survival;
  const verbs = table(
    [
      { title: 'verb', value: (verb) => verb },
      { title: 'devices that have it', value: (verb) => `${healthy[verb]} of ${devices}`, align: 'right' },
      {
        title: pairScore ? 'kept over all singles' : 'kept over all failures',
        value: (verb) => (healthy[verb] > 0 ? percent(score[verb]) : '-'),
        align: 'right',
      },
      ...(pairScore
        ? [
            {
              title: 'kept over all pairs',
              value: (verb: Verb) => (healthy[verb] > 0 ? percent(pairScore[verb]) : '-'),
              align: 'right' as const,
            },
          ]
        : []),
    ],
    VERBS,
    style,
  );
  const harmless = verdicts.filter((verdict) => cost(verdict) === 0).length;
  const head = `${network.name}: ${devicesText(network.devices)}; ${verdicts.length} single failures, ${harmless} of them take nothing`;
  return `${style.bold(style.wrap(head, 0))}
${verbs}
mended ${ORDER.map((how) => `${ENDINGS[how]} ${recoveries[how]}`).join(', ')}
`;
};

/** The worst failures as a table. */
export const verdictTable = (verdicts: readonly Verdict[], style: Style): string =>
  table(
    [
      { title: 'failure', value: (v) => failureId(v.failure) },
      { title: 'devices that lose', value: (v) => lostText(v.lost) },
      { title: 'go another way', value: (v) => String(v.otherPath), align: 'right' },
      {
        title: 'mended',
        value: (v) => recoveryWords(v.recovery),
        paint: (text, v, s) => (v.recovery.how === 'hands-now' ? s.red(text) : text),
      },
    ],
    verdicts,
    style,
  );
