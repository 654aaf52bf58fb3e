import { analyse } from '#analysis/state.ts';
import { cost, type Survival, survive as surviveAll, type Verdict } from '#analysis/survive.ts';
import { failureId, VERBS } from '#model/failure.ts';
import type { Network } from '#model/network.ts';
import { lostText, recoveryText } from '../analysis/words.ts';
import type { Command } from '../command.ts';
import { withNetwork } from '../load.ts';
import { done, misused } from '../outcome.ts';
import type { Style } from '../output/style.ts';
import { table } from '../output/table.ts';

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;

const summary = (network: Network, survival: Survival, style: Style): string => {
  const { verdicts, recoveries, healthy, score, devices } = survival;
  const verbs = table(
    [
      { title: 'verb', value: (verb) => verb },
      { title: 'devices that have it', value: (verb) => `${healthy[verb]} of ${devices}`, align: 'right' },
      {
        title: 'kept over all failures',
        value: (verb) => (healthy[verb] > 0 ? percent(score[verb]) : '-'),
        align: 'right',
      },
    ],
    VERBS,
    style,
  );
  const harmless = verdicts.filter((verdict) => cost(verdict) === 0).length;
  const nothing = VERBS.every((verb) => healthy[verb] === 0)
    ? `\n${style.yellow('No device has a way in out of band, so no failure can take one: relaxops check says why.')}\n`
    : '';
  return `${style.bold(`${network.name}: ${verdicts.length} single failures, ${harmless} of them take nothing`)}
${verbs}
mended from the sofa ${recoveries.remote}, by somebody else ${recoveries['third-party']}, by itself ${recoveries.itself}, hands later ${recoveries['hands-later']}, hands now ${recoveries['hands-now']}
${nothing}`;
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
        value: (v) => recoveryText(v.recovery),
        paint: (text, v, s) => (v.recovery.how === 'hands-now' ? s.red(text) : text),
      },
    ],
    verdicts,
    style,
  );

/** `relaxops survive`: every single failure, ranked. */
export const survive: Command = {
  name: 'survive',
  summary: 'every single failure: the score and the worst',
  description: `Breaks every cable, box, daemon, provider and feed of the inventory on paper, one at a time, and says what is
lost out of band, what goes another way, and who mends it. Exact: nothing is sampled. "By itself" are failures that end
without anybody (a flood stops) where no way to fight them is left.`,
  arguments: [],
  options: [
    { flags: '--order <n>', description: 'how many failures at a time', default: '1', choices: ['1'] },
    { flags: '-n, --worst <n>', description: 'how many to list', default: '15' },
    { flags: '--all', description: 'list every failure' },
  ],
  examples: [
    { command: 'relaxops survive', text: 'the score, and the fifteen worst' },
    { command: 'relaxops survive --all --json', text: 'every verdict, with the devices, for a script' },
  ],
  exitCodes: ['yes', 'usage'],
  schema: 'survive/1',
  run: async (context, _args, options) => {
    const worst = Number(options.required('worst'));
    if (!Number.isInteger(worst) || worst < 1) return misused('--worst takes a whole number from 1 on');
    return withNetwork(context, (network) => {
      const survival = surviveAll(analyse(network));
      const listed = options.flag('all') ? survival.verdicts : survival.verdicts.slice(0, worst);
      return done({ ...survival, verdicts: listed }, (style) => {
        const more = survival.verdicts.length - listed.length;
        const rest = more > 0 ? `\n${more} more: --all. What one does: relaxops whatif <failure>\n` : '';
        return `${summary(network, survival, style)}\n${verdictTable(listed, style)}${rest}`;
      });
    });
  },
};
