import { resolve } from 'node:path';
import { countryFindings } from '#analysis/country-findings.ts';
import { storyFindings } from '#analysis/replays/story-findings.ts';
import { judgeNetwork, rules } from '#analysis/rules/index.ts';
import { PROFILES } from '#analysis/rules/profiles.ts';
import type { Judgement, Question } from '#analysis/rules/run.ts';
import { fail, ok, type Result } from '#base/result.ts';
import type { Records } from '#model/evidence.ts';
import type { Finding } from '#model/finding.ts';
import type { Network } from '#model/network.ts';
import { profilesIn, rulesIn } from '../check/choice.ts';
import { explained, pageText, pageUri } from '../check/explain.ts';
import { filesIn } from '../check/files.ts';
import { judgementText } from '../check/judgement-text.ts';
import { nothingToCheck } from '../check/nothing.ts';
import { readRecords } from '../check/records.ts';
import { renderedOf } from '../check/rendered.ts';
import type { Command, Context, Given, Outcome } from '../command.ts';
import { INVENTORY_NAME } from '../inventory-file.ts';
import { withNetwork } from '../load.ts';
import { done, judged, misused } from '../outcome.ts';
import { type SarifRule, sarifText } from '../output/sarif.ts';
import { secretFindings } from '../secrets/findings.ts';
import { STORE_OPTION } from '../secrets/options.ts';
import { VERSION } from '../version.ts';

const today = (): string => new Date().toISOString().slice(0, 10);

/** Everything but the network: what the command line asks. */
interface Asked extends Omit<Question, 'today' | 'evidence'> {
  readonly records?: Records;
  /** A folder with files of hosts, in place of what would be rendered. */
  readonly files?: string;
}

/** How the answer is to be written. */
interface Format {
  readonly sarif: boolean;
  readonly all: boolean;
}

const askedFor = (context: Context, options: Given): Result<Asked, string> => {
  const profiles = profilesIn(options.required('profile'));
  if (!profiles.ok) return profiles;
  const rule = options.text('rule');
  const only = rule === undefined ? undefined : rulesIn(rule);
  if (only && !only.ok) return only;
  const [file, folder] = [options.text('records'), options.text('files')];
  const records = file === undefined ? undefined : readRecords(resolve(context.cwd, file));
  if (records && !records.ok) return fail(`the records in "${file}" cannot be used: ${records.error}`);
  return ok({
    profiles: profiles.value,
    ...(only ? { only: only.value } : {}),
    ...(records ? { records: records.value } : {}),
    ...(folder === undefined ? {} : { files: resolve(context.cwd, folder) }),
  });
};

const sarifRules = (): SarifRule[] =>
  rules.map((rule) => ({
    ...rule,
    uri: pageUri(rule),
    page: pageText(rule),
    tags: [...rule.profiles, ...rule.sources],
  }));

const NOTHING: Judgement = { findings: [], waived: [], unjudged: [], asked: [] };

const asSarif = (findings: readonly Finding[], judgement: Judgement): string =>
  sarifText({ ...judgement, version: VERSION, rules: sarifRules(), findings });

const answer = (network: Network, found: readonly Finding[], asked: Asked, format: Format): Outcome => {
  const { records, files, ...question } = asked;
  const rendered = files === undefined ? ok(renderedOf(network)) : filesIn(network, files);
  if (!rendered.ok) return misused(`the files in "${files}" cannot be used: ${rendered.error}`);
  const evidence = { rendered: rendered.value, ...(records ? { records } : {}) };
  const judgement = judgeNetwork(network, { ...question, today: today(), evidence });
  const beside = asked.only ? [] : [...storyFindings(network), ...countryFindings(network, today())];
  const findings = [...found, ...beside, ...judgement.findings];
  const data = {
    scenario: network.scenario,
    devices: network.devices.length,
    cables: network.cables.length,
    profiles: asked.only ? [] : asked.profiles,
    rules: rules
      .filter(({ id }) => judgement.asked.includes(id))
      .map(({ id, name, title, from }) => ({ id, name, title, from })),
    unjudged: judgement.unjudged,
    waived: judgement.waived,
  };
  return judged(data, findings, (style) =>
    format.sarif
      ? asSarif(findings, judgement)
      : judgementText(network, judgement, findings, { named: asked.only !== undefined, ...format }, style),
  );
};

/** An inventory that cannot be read has findings too. */
const unreadableAsSarif = (outcome: Outcome): Outcome => ({
  ...outcome,
  showsFindings: true,
  text: () => asSarif(outcome.findings, NOTHING),
});

const explain = (id: string): Outcome => {
  const rule = rules.find((one) => one.id === id.toUpperCase());
  if (!rule) return misused(`there is no rule "${id}", expected ${rules[0]?.id} to ${rules.at(-1)?.id}`);
  const { check: _check, unjudged: _unjudged, ...facts } = rule;
  return done({ ...facts, page: pageText(rule) }, () => explained(rule));
};

/** `relaxops check`: the design against the rules. */
export const check: Command = {
  name: 'check',
  summary: 'what is wrong with the design',
  description: `Reads the inventory and judges the design by the rules (docs/rules has a page for each). Mistakes of the inventory come all at
once, each with its place; only without them the rules are asked. What follows from another finding stands below it. Rules about
configurations judge what "relaxops render" would write, or files that are given. What a rule cannot judge is named in the line "Not judged". A
finding may be accepted for a reason and until a day, see "waivers" in the inventory. A store of secrets is asked for what ends within 30
days. What is the same at several places is said once, and of each rule the first ten; --rule shows more of one, --all, --json and --sarif all.`,
  arguments: [],
  options: [
    {
      flags: '--profile <profiles>',
      description: `whose rules, with commas between: ${PROFILES.join(', ')}, or all`,
      default: 'talk',
      complete: [...PROFILES, 'all'],
    },
    {
      flags: '--rule <rules>',
      description: 'only these, whatever their profile',
      complete: rules.map(({ id }) => id),
    },
    {
      flags: '--explain <rule>',
      description: 'what a rule asks, why, and a wrong and a right inventory',
      complete: rules.map(({ id }) => id),
    },
    {
      flags: '--records <file.json>',
      description: 'what people noted: copies of documents, trainings, drills, sessions',
      complete: 'file',
    },
    {
      flags: '--files <folder>',
      description: 'judge these files of hosts, as render writes them, and not what it would write',
      complete: 'folder',
    },
    STORE_OPTION,
    { flags: '--all', description: 'list every finding for itself, however many there are' },
    { flags: '--sarif', description: 'answer as SARIF 2.1.0, with all rules and what is waived' },
  ],
  examples: [
    { command: 'relaxops check', text: 'findings with file:line:column' },
    { command: 'relaxops check --profile talk,nsa', text: "the NSA's requirements besides the talk's" },
    { command: 'relaxops check --explain R12', text: 'what rule R12 is about' },
    { command: 'relaxops check --sarif > relaxops.sarif', text: 'for a viewer of findings or a pipeline' },
  ],
  exitCodes: ['yes', 'no', 'usage', 'warnings'],
  schema: 'check/2',
  run: async (context, _args, options) => {
    const page = options.text('explain');
    if (page !== undefined) return explain(page);
    const [sarif, all] = [options.flag('sarif'), options.flag('all')];
    if (sarif && context.global.json) return misused('--sarif and --json are two formats, expected one');
    const asked = askedFor(context, options);
    if (!asked.ok) return misused(asked.error);
    let read = false;
    const outcome = await withNetwork(context, (network, findings) => {
      read = true;
      const empty = nothingToCheck(network, context.global.file ?? INVENTORY_NAME);
      const stored = secretFindings(context, options.text('store'));
      return answer(network, [...findings, ...empty, ...stored], asked.value, { sarif, all });
    });
    return sarif && !read ? unreadableAsSarif(outcome) : outcome;
  },
};
