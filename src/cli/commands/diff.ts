import { thingChanges } from '#analysis/diff/things.ts';
import { wayChanges } from '#analysis/diff/ways.ts';
import { PROFILES } from '#analysis/rules/profiles.ts';
import { analyse } from '#analysis/state.ts';
import { profilesIn } from '../check/choice.ts';
import { judgedFindings } from '../check/judge.ts';
import type { Command, Context, Given, Outcome } from '../command.ts';
import { type Difference, diffText } from '../diff/diff-text.ts';
import { findingChanges } from '../diff/findings.ts';
import { readSide, type Side } from '../diff/inventories.ts';
import { done, misused, no } from '../outcome.ts';

/** Whether anybody who reviews it would want to know: an `info` is no reason to stop a merge. */
const isWorse = ({ ways, findings }: Difference): boolean =>
  ways.lost.length + ways.missing.length + ways.singles.more.length + ways.pairs.more.length > 0 ||
  findings.more.some(({ severity }) => severity !== 'info');

const isAny = (difference: Difference): boolean => {
  const { things, ways, findings } = difference;
  const better = [things, ways.won, ways.singles.fewer, ways.pairs.fewer, findings.more, findings.fewer];
  return isWorse(difference) || better.some((list) => list.length > 0);
};

const answer = (old: Side, made: Side, { progress }: Context, options: Given): Outcome => {
  const profiles = profilesIn(options.required('profile'));
  if (!profiles.ok) return misused(profiles.error);
  const today = new Date().toISOString().slice(0, 10);
  const findings = ({ name, network, findings: read }: Side) => {
    progress.show(`the rules on ${name}`);
    return [...read, ...judgedFindings(network, today, profiles.value)];
  };
  progress.show('every single and double failure of both');
  const ways = wayChanges(analyse(old.network), analyse(made.network));
  const difference: Difference = {
    from: old.name,
    to: made.name,
    things: thingChanges(old.network, made.network),
    ways,
    findings: findingChanges(findings(old), findings(made)),
  };
  const isNo = (options.flag('exit-code') ? isAny : isWorse)(difference);
  return (isNo ? no : done)({ worse: isWorse(difference), ...difference }, (style) =>
    diffText(difference, options.flag('all'), style),
  );
};

/** `relaxops diff`: what a change of the inventory means. */
export const diff: Command = {
  name: 'diff',
  summary: 'what a change of the inventory means: ways in, failures and findings, for a review',
  description: `Compares two inventories: what is new, gone and moved, and what follows from it on the devices that both have. Worst first: ways in
that are gone, failures and pairs of failures that now take one, findings that are new; then what gets better, and the score before and after.
An inventory is a file, its folder, or a revision of git, at which the inventory in place is read with its includes. Without a second one it is
compared with the inventory in place. Exit code 1: something gets worse; with --exit-code: something differs.`,
  arguments: [
    {
      name: '<old>',
      description: 'a file, its folder, or a revision of git: main, HEAD~1',
      complete: 'file',
    },
    { name: '[new]', description: 'the same; by default the inventory in place', complete: 'file' },
  ],
  options: [
    { flags: '--all', description: 'all of each list, where a screen has room for the first' },
    {
      flags: '--profile <profiles>',
      description: `whose rules, with commas between: ${PROFILES.join(', ')}, or all`,
      default: 'talk',
      complete: [...PROFILES, 'all'],
    },
    { flags: '--exit-code', description: 'exit code 1 for any difference, as diff(1) has it' },
  ],
  examples: [
    { command: 'relaxops diff origin/main', text: 'what this branch makes of the network' },
    { command: 'relaxops diff before.yaml after.yaml', text: 'two files' },
    { command: 'relaxops diff HEAD~1 HEAD --all', text: 'the last commit, in full' },
    { command: 'relaxops diff origin/main --json', text: 'every verb, pair and finding, for a script' },
  ],
  exitCodes: ['yes', 'no', 'usage'],
  schema: 'diff/1',
  run: async (context, args, options) => {
    const old = await readSide(context, args.required('old'));
    if (!old.ok) return old.error;
    const made = await readSide(context, args.text('new'));
    if (!made.ok) return made.error;
    return answer(old.value, made.value, context, options);
  },
};
