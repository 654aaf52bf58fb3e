import { replays } from '#analysis/replays/index.ts';
import { type Replayed, runReplay, runStory } from '#analysis/replays/run.ts';
import { storyFindings } from '#analysis/replays/story-findings.ts';
import { rules } from '#analysis/rules/index.ts';
import { type Analysis, analyse } from '#analysis/state.ts';
import type { Network } from '#model/network.ts';
import type { Story } from '#model/story.ts';
import { healthyVerbs, noWayInText } from '../analysis/no-way-in.ts';
import { replayTable, replayText, type Told } from '../analysis/replay-text.ts';
import { type RuleState, ruleStates } from '../analysis/rule-states.ts';
import type { Command, Outcome } from '../command.ts';
import { withNetwork } from '../load.ts';
import { done, misused, no, unreadable } from '../outcome.ts';

/** What is asked of: the compiled network, whether anybody gets in, and which of its rules are broken. */
interface Asked {
  readonly network: Network;
  readonly analysis: Analysis;
  readonly isEntered: boolean;
  readonly stateOf: (rule: string) => RuleState;
}

const real = (asked: Asked): Told[] =>
  replays.map((replay) => ({
    id: replay.id,
    title: replay.title,
    story: replay.story,
    broken: replay.broken,
    replayed: runReplay(asked.analysis, replay),
    rules: replay.savedBy.map((id) => ({
      id,
      title: rules.find((rule) => rule.id === id)?.title ?? 'not a rule yet',
      state: asked.stateOf(id),
    })),
  }));

const own = ({ analysis }: Asked, story: Story): Told => {
  const replayed = runStory(analysis, story.failures);
  return { id: story.id, title: story.title ?? 'a story of your own', replayed, rules: [] };
};

const dataOf = ({ replayed, ...rest }: Told) => {
  const { failures, missing, result, ends } = replayed;
  const recovery = Object.fromEntries(result.recovery);
  return { ...rest, failures, missing, ends, counts: result.counts, devices: result.devices, recovery };
};

const needsHands = ({ ends }: Replayed): boolean => ends['hands-now'] > 0;

const answer = ({ network, isEntered }: Asked, told: readonly Told[], one: boolean): Outcome => {
  const data = { replays: told.map(dataOf) };
  const bad = told.some(({ replayed }) => needsHands(replayed));
  return (bad ? no : done)(data, (style) => {
    const instead = isEntered ? undefined : noWayInText(network, style);
    if (one) return replayText(told[0]!, style, instead);
    return instead ?? `${replayTable(told, style)}\nOne in full: relaxops replay <name>\n`;
  });
};

const replayOf = (network: Network, name: string | undefined): Outcome => {
  const analysis = analyse(network);
  const isEntered = healthyVerbs(analysis) > 0;
  const asked: Asked = { network, analysis, isEntered, stateOf: ruleStates(network, isEntered) };
  const wrong = storyFindings(network).filter(
    ({ severity, on }) => severity === 'error' && (name === undefined || name === on),
  );
  if (wrong.length > 0) return unreadable(wrong);
  const all = [...network.stories.map((story) => own(asked, story)), ...real(asked)];
  if (name === undefined) return answer(asked, all, false);
  const found = all.filter((told) => told.id === name);
  const known = all.map((told) => told.id).join(', ');
  return found.length > 0
    ? answer(asked, found, true)
    : misused(`there is no replay "${name}", expected one of ${known}`);
};

/** What happened somewhere in public, and what needs no report to be believed. */
const PUBLIC = replays.filter(({ incident }) => incident !== undefined).length;

/** `relaxops replay`: real outages, on the user's own network. */
export const replay: Command = {
  name: 'replay',
  summary: 'real outages, on your network',
  description: `Lets ${PUBLIC} real outages and ${replays.length - PUBLIC} mishaps without a name happen to your network on paper, and the stories of your own that the
inventory has in its section "stories". Says what is lost out of band, how many things need somebody there, and which rules would have helped. An outage strikes
where most hangs on it: the largest site, the provider that most production rides on. Exit code 1: somebody has to drive.`,
  arguments: [
    {
      name: '[name]',
      description: 'one of them, in full',
      complete: replays.map((one) => one.id),
    },
  ],
  options: [],
  examples: [
    { command: 'relaxops replay', text: 'all of them, one a line' },
    { command: 'relaxops replay optus', text: 'how many routers somebody would have to drive to' },
  ],
  exitCodes: ['yes', 'no', 'usage'],
  schema: 'replay/1',
  run: async (context, args) => withNetwork(context, (network) => replayOf(network, args.text('name'))),
};
