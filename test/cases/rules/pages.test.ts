import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { rules } from '#analysis/rules/index.ts';
import type { Profile } from '#analysis/rules/profiles.ts';
import type { Rule } from '#analysis/rules/rule.ts';
import { resolveInventory } from '#inventory/resolve.ts';
import { textReader } from '#inventory/text-reader.ts';
import { findingText } from '#model/finding-text.ts';
import { block, findingsOn, inventory, rulePage, type Which } from '../../../tools/rule-page.ts';
import { ROOT } from '../../architecture/source.ts';
import { evidenceOf, overridesIn } from './_evidence.ts';

const FOLDER = join(ROOT, 'docs/rules');

const page = (file: string): string => readFileSync(join(FOLDER, file), 'utf8');
const frontMatter = (text: string): unknown => parse(/^---\n([\s\S]*?)\n---\n/.exec(text)?.[1] ?? '');
/** All that a page shows of one side: inventory, files, records. */
const shown = (text: string, which: Which): string =>
  [
    inventory(text, which),
    ...['text rendered', 'text excerpt', 'json records'].map((info) => block(text, `${info} ${which}`)),
  ].join('\n');

/** Lines of an excerpt that the file has not, in that order; `...` leaves some out. */
const strange = (file: string, excerpt: string): string[] => {
  let rest = file.split('\n').map((line) => line.trim());
  return excerpt
    .trimEnd()
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && line !== '...')
    .filter((line) => {
      const at = rest.indexOf(line);
      rest = rest.slice(at + 1);
      return at < 0;
    });
};

/** Codes of all that is found, and how it reads. */
const found = (
  text: string,
  which: Which,
  own: readonly Profile[],
  more = '',
): { codes: string[]; text: string } => {
  const all = findingsOn(text, which, own, more);
  return { codes: [...new Set(all.map((f) => f.code))], text: all.map(findingText).join('\n') };
};

/** Causes of what the rule finds, and what follows from it: a wrong inventory may show them as well. */
const company = (rule: Rule): string[] => [
  ...(rule.after ?? []),
  ...rules.filter((other) => other.after?.includes(rule.id)).map((other) => other.id),
];

it('every rule has its page, and no page is without a rule', () => {
  const pages = readdirSync(FOLDER).sort();
  expect(rules.length).toBeGreaterThan(0);
  expect(pages).toEqual(rules.map((rule) => `${rule.id}-${rule.name}.md`).sort());
});

it('no two pages show the same as wrong', () => {
  const pages = rules.map((rule) => shown(page(`${rule.id}-${rule.name}.md`), 'wrong'));
  expect(pages.filter((text, at) => pages.indexOf(text) !== at)).toEqual([]);
});

describe.each(rules.map((rule) => [rule.id, rule] as const))('the page of %s', (_id, rule) => {
  const text = page(`${rule.id}-${rule.name}.md`);

  it('says in its front matter what the code says', () => {
    const { check: _check, unjudged: _unjudged, ...facts } = rule;
    expect(frontMatter(text)).toEqual(facts);
  });

  it('has a wrong inventory, in which this rule finds something and no stranger does', () => {
    const { codes, text: said } = found(text, 'wrong', rule.profiles);
    expect(codes, said).toContain(rule.id);
    expect(
      codes.filter((code) => code !== rule.id && !company(rule).includes(code)),
      said,
    ).toEqual([]);
  });

  it('has a right inventory, in which nothing is found', () => {
    const result = found(text, 'right', rule.profiles);
    expect(result.codes, result.text).toEqual([]);
  });

  it('says what check says, and marks the lines that differ; npx tsx tools/rules-doc.ts writes both', () => {
    expect(text).toBe(rulePage(text, rule));
  });

  it('shows what is different', () => {
    expect(shown(text, 'wrong')).not.toBe(shown(text, 'right'));
    const [wrong, right] = [block(text, 'yaml wrong'), block(text, 'yaml right')];
    expect(wrong === right && wrong !== '', 'the same inventory twice').toBe(false);
  });

  it('shows as rendered what is rendered', () => {
    const excerpts = block(text, 'text excerpt wrong') + block(text, 'text excerpt right');
    if (excerpts === '') return;
    const reader = textReader({ 'relaxops.yaml': inventory(text, 'right') });
    const { network } = resolveInventory('relaxops.yaml', reader);
    const { rendered } = evidenceOf(network!, '', '');
    for (const { host, path, text: excerpt } of overridesIn(excerpts)) {
      const file = rendered?.files(host).find((one) => one.path === path)?.text ?? '';
      expect(strange(file, excerpt), `${host} ${path}`).toEqual([]);
    }
  });

  it('keeps both short', () => {
    for (const which of ['wrong', 'right'] as const) {
      const lines = inventory(text, which).trimEnd().split('\n').length;
      expect(lines, which).toBeGreaterThan(5);
      expect(lines, which).toBeLessThanOrEqual(26);
    }
  });

  it('shows a waiver that is of use in the wrong one', () => {
    const waivers = /```yaml\n(waivers:\n[\s\S]*?)```/.exec(text)?.[1] ?? '';
    const result = found(text, 'wrong', rule.profiles, waivers);
    expect(result.codes, result.text).not.toContain('waiver-unused');
  });
});
