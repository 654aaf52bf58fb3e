import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { rules } from '../src/analysis/rules/index.ts';
import { isAnswered } from '../test/cases/talk/answered.ts';
import { type Answer, claims } from '../test/cases/talk/claims.ts';

// Writes docs/talk.md: npx tsx tools/talk-doc.ts

const ruleLink = (id: string): string => {
  const rule = rules.find((one) => one.id === id);
  return rule ? `[${id}](rules/${id}-${rule.name}.md)` : id;
};

const link = (answer: Answer): string => {
  if ('rule' in answer) return `rule ${ruleLink(answer.rule)}`;
  if ('fact' in answer) return `fact \`${answer.fact}\` (${ruleLink(answer.by)})`;
  if ('kind' in answer) return `failure [${answer.kind}](failures/${answer.kind}.md)`;
  if ('renderer' in answer) return `renderer [${answer.renderer}](renderers/${answer.renderer}.md)`;
  return `command \`${answer.command}\``;
};

const row = ({ id, says, answers, open }: (typeof claims)[number]): string => {
  const done = answers.filter(isAnswered).map(link);
  const missing = answers.filter((answer) => !isAnswered(answer)).map(link);
  const left = [...(open ? [open] : []), ...(missing.length > 0 ? [`not yet: ${missing.join(', ')}`] : [])];
  return `| ${id} | ${says} | ${done.join('; ')} | ${left.join('; ')} |`;
};

/** The page that says what answers each sentence of the talk. */
export const talkPage = (): string => `# The talk, sentence by sentence

RelaxOps does what a talk of SwiNOG 27 asks for: "You have an out-of-band management network, haven't you?" Pages, rules and
messages quote it as T01 to T67.

What answers each normative sentence of the talk. Every answer has a test in \`test/cases/talk\` under the name that stands here; it holds with
the unit there, and fails when the unit is taken away. What is not answered, or not wholly, stands in the last column.

| | the talk | answered by | open |
|---|---|---|---|
${claims.map(row).join('\n')}
`;

if (process.argv[1] === fileURLToPath(import.meta.url))
  writeFileSync(fileURLToPath(new URL('../docs/talk.md', import.meta.url)), talkPage());
