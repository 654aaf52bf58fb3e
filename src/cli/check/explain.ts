import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Rule } from '#analysis/rules/rule.ts';
import { packageRoot } from '../package-root.ts';

const pathOf = (rule: Rule): string => join(packageRoot(), 'docs', 'rules', `${rule.id}-${rule.name}.md`);

/** The page of a rule as an address that a browser opens. */
export const pageUri = (rule: Rule): string => pathToFileURL(pathOf(rule)).href;

/** The page of a rule as Markdown, without the front matter, which the rule itself says. */
export const pageText = (rule: Rule): string =>
  readFileSync(pathOf(rule), 'utf8').replace(/^---\n[\s\S]*?\n---\n/, '');

/** `talk, nsa (warning)`: where a profile sees it otherwise, it says how. */
const profilesText = ({ profiles, severities = {} }: Rule): string =>
  profiles.map((profile) => `${profile}${severities[profile] ? ` (${severities[profile]})` : ''}`).join(', ');

/** What a rule is, why, and a wrong and a right inventory. */
export const explained = (rule: Rule): string => {
  const lines = [
    `${rule.id} ${rule.name}: ${rule.title}`,
    '',
    `severity  ${rule.severity}`,
    `profiles  ${profilesText(rule)}`,
    `applies   from scenario ${rule.from} on`,
    `sources   ${rule.sources.join(', ')}`,
    ...(rule.needs ? [`reads     the inventory and ${rule.needs.join(', ')}`] : []),
    ...(rule.after ? [`after     ${rule.after.join(', ')}`] : []),
  ];
  return `${lines.join('\n')}\n\n${pageText(rule).replace(/^# .*\n+/, '')}`;
};
