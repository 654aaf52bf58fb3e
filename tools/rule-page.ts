/** What a page of a rule shows and says, kept in step with the rule: which lines differ, and what `check` finds. */

import { judgeNetwork } from '#analysis/rules/index.ts';
import type { Profile } from '#analysis/rules/profiles.ts';
import type { Rule } from '#analysis/rules/rule.ts';
import { resolveInventory } from '#inventory/resolve.ts';
import { textReader } from '#inventory/text-reader.ts';
import type { Finding } from '#model/finding.ts';
import { evidenceOf } from '../test/cases/rules/_evidence.ts';

export const TODAY = '2026-11-23';

export type Which = 'wrong' | 'right';

export const block = (page: string, info: string): string =>
  new RegExp(`\`\`\`${info}\\n([\\s\\S]*?)\`\`\``).exec(page)?.[1] ?? '';

/** The inventory of one side; one that is the same both times stands there once. */
export const inventory = (page: string, which: Which): string =>
  block(page, `yaml ${which}`) || block(page, 'yaml both');

/** Everything that loading and the rules find in an inventory of the page, with its evidence. */
export const findingsOn = (page: string, which: Which, own: readonly Profile[], more = ''): Finding[] => {
  const yaml = inventory(page, which) + more;
  const { network, findings } = resolveInventory('relaxops.yaml', textReader({ 'relaxops.yaml': yaml }));
  if (!network) return [...findings];
  const records = block(page, `json records ${which}`);
  const evidence = evidenceOf(network, block(page, `text rendered ${which}`), records);
  const judged = judgeNetwork(network, { today: TODAY, profiles: ['talk', ...own], evidence });
  return [...findings, ...judged.findings];
};

const unmarked = (line: string): string => line.replace(/ {2}# (wrong|right)$/, '');

/** Lines that the other side has not end in `# wrong` or `# right`, so that nobody has to look for them. */
const marked = (text: string, other: string, which: Which): string => {
  const theirs = new Set(other.split('\n').map(unmarked));
  return text
    .split('\n')
    .map(unmarked)
    .map((line) => (line === '' || theirs.has(line) ? line : `${line}  # ${which}`))
    .join('\n');
};

const withBlock = (page: string, info: string, text: string): string =>
  page.replace(new RegExp(`(\`\`\`${info}\\n)[\\s\\S]*?(\`\`\`)`), (_all, start, end) => start + text + end);

const withMarks = (page: string): string => {
  const [wrong, right] = [block(page, 'yaml wrong'), block(page, 'yaml right')];
  if (wrong === '' || right === '') return page;
  const half = withBlock(page, 'yaml wrong', marked(wrong, right, 'wrong'));
  return withBlock(half, 'yaml right', marked(right, wrong, 'right'));
};

const sentence = ({ severity, code, text, hint }: Finding): string =>
  `${severity} ${code}: ${text}\n${hint === undefined ? '' : `  hint ${hint}\n`}`;

const SAID = /`check` says:\n\n```text said\n[\s\S]*?```\n\n/;

/** What `check` says of the wrong one stands before the right one. */
const withSaid = (page: string, rule: Rule): string => {
  const own = findingsOn(page, 'wrong', rule.profiles).filter(({ code }) => code === rule.id);
  const said = `\`check\` says:\n\n\`\`\`text said\n${own.map(sentence).join('')}\`\`\`\n\n`;
  return page.replace(SAID, '').replace('\n## Right\n', () => `\n${said}## Right\n`);
};

/** The page as it should be. */
export const rulePage = (page: string, rule: Rule): string => withSaid(withMarks(page), rule);
