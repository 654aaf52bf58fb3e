import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { rules, runRules } from '#analysis/rules/index.ts';
import { resolveInventory } from '#inventory/resolve.ts';
import { textReader } from '#inventory/text-reader.ts';
import { findingText } from '#model/finding-text.ts';
import { ROOT } from '../../architecture/source.ts';

const FOLDER = join(ROOT, 'docs/rules');
const TODAY = '2026-11-23';

const page = (file: string): string => readFileSync(join(FOLDER, file), 'utf8');
const frontMatter = (text: string): unknown => parse(/^---\n([\s\S]*?)\n---\n/.exec(text)?.[1] ?? '');
const block = (text: string, which: 'wrong' | 'right'): string =>
  new RegExp(`\`\`\`yaml ${which}\\n([\\s\\S]*?)\`\`\``).exec(text)?.[1] ?? '';

/** Everything that loading and the rules find in an inventory, as text. */
const found = (text: string): { codes: string[]; text: string } => {
  const { network, findings } = resolveInventory('relaxops.yaml', textReader({ 'relaxops.yaml': text }));
  const all = [...findings, ...(network ? runRules(network, TODAY) : [])];
  return { codes: [...new Set(all.map((f) => f.code))], text: all.map(findingText).join('\n') };
};

it('every rule has its page, and no page is without a rule', () => {
  const pages = readdirSync(FOLDER).sort();
  expect(rules.length).toBeGreaterThan(0);
  expect(pages).toEqual(rules.map((rule) => `${rule.id}-${rule.name}.md`).sort());
});

describe.each(rules.map((rule) => [rule.id, rule] as const))('the page of %s', (_id, rule) => {
  const text = page(`${rule.id}-${rule.name}.md`);

  it('says in its front matter what the code says', () => {
    const { check: _check, ...facts } = rule;
    expect(frontMatter(text)).toEqual(facts);
  });

  it('has a wrong inventory, in which this rule finds something and no other does', () => {
    const result = found(block(text, 'wrong'));
    expect(result.codes, result.text).toEqual([rule.id]);
  });

  it('has a right inventory, in which nothing is found', () => {
    const result = found(block(text, 'right'));
    expect(result.codes, result.text).toEqual([]);
  });

  it('keeps both short', () => {
    for (const which of ['wrong', 'right'] as const) {
      const lines = block(text, which).trimEnd().split('\n').length;
      expect(lines, which).toBeGreaterThan(5);
      expect(lines, which).toBeLessThanOrEqual(26);
    }
  });

  it('shows a waiver that is of use in the wrong one', () => {
    const waivers = /```yaml\n(waivers:\n[\s\S]*?)```/.exec(text)?.[1] ?? '';
    const result = found(block(text, 'wrong') + waivers);
    expect(result.codes, result.text).not.toContain('waiver-unused');
  });
});
