/** Writes the table of docs/rules.md from the rules themselves, and into each page what check says and which lines differ. */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { rules } from '#analysis/rules/index.ts';
import type { Rule } from '#analysis/rules/rule.ts';
import { rulePage } from './rule-page.ts';

/** `error`, or `warning (stig: error)`. */
const severityText = ({ severity, severities = {} }: Rule): string => {
  const others = Object.entries(severities).map(([profile, other]) => `${profile}: ${other}`);
  return others.length === 0 ? severity : `${severity} (${others.join(', ')})`;
};

const row = (rule: Rule): string => {
  const link = `[${rule.id}](rules/${rule.id}-${rule.name}.md)`;
  const reads = rule.needs?.join(', ') ?? '';
  return `| ${link} | ${rule.title} | ${severityText(rule)} | ${rule.from} | ${rule.profiles.join(', ')} | ${reads} |`;
};

const table = (): string =>
  [
    '| | asks that | severity | from | profiles | reads |',
    '|---|---|---|---|---|---|',
    ...rules.map(row),
  ].join('\n');

const MARKED = /<!-- table: rules -->\n[\s\S]*?<!-- end -->/;

/** The page with the table as it should be. */
export const withRules = (page: string): string =>
  page.replace(MARKED, () => `<!-- table: rules -->\n${table()}\n<!-- end -->`);

const PAGE = fileURLToPath(new URL('../docs/rules.md', import.meta.url));

const write = (path: string, change: (text: string) => string): void =>
  writeFileSync(path, change(readFileSync(path, 'utf8')));

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  write(PAGE, withRules);
  for (const rule of rules)
    write(PAGE.replace(/\.md$/, `/${rule.id}-${rule.name}.md`), (text) => rulePage(text, rule));
}
